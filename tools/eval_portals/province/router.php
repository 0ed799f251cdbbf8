<?php
// PHP's own server: files as they are, everything else to WordPress.
$file = $_SERVER['DOCUMENT_ROOT'] . urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
if (is_file($file) && substr($file, -4) !== '.php') {
    return false;
}
if (is_file($file)) {
    chdir(dirname($file));
    require $file;
} else {
    require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
}
