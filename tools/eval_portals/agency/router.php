<?php
// PHP's own server: files as they are, /wiki/Title to MediaWiki.
$path = urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$file = $_SERVER['DOCUMENT_ROOT'] . $path;
if (is_file($file) && substr($file, -4) !== '.php') {
    return false;
}
chdir($_SERVER['DOCUMENT_ROOT']);
if (strpos($path, '/wiki/') === 0 || $path === '/' || $path === '/index.php') {
    $_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
    require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
} else {
    http_response_code(404);
    header('Content-Type: text/html; charset=utf-8');
    echo '<!DOCTYPE html><title>404</title><h1>Not Found</h1>';
}
