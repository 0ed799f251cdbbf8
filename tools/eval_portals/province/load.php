<?php
// Installs WordPress and fills it: php load.php WORDPRESS texts.json home.html
[, $root, $json, $home] = $argv;
$_SERVER['HTTP_HOST'] = 'thachgiang.example';
$_SERVER['REQUEST_URI'] = '/';
define('WP_INSTALLING', true);
require "$root/wp-load.php";
require_once "$root/wp-admin/includes/upgrade.php";
wp_install('Cổng Thông tin điện tử tỉnh Thạch Giang', 'banbientap', 'bbt@thachgiang.example', true, '', 'not-a-secret', 'vi');
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $post) {
    wp_delete_post($post->ID, true);
}
foreach (['blogdescription' => 'Trang thông tin điện tử của UBND tỉnh', 'WPLANG' => 'vi', 'template' => 'twentytwentyone', 'stylesheet' => 'twentytwentyone',
    'timezone_string' => 'Asia/Ho_Chi_Minh', 'date_format' => 'd/m/Y', 'posts_per_page' => 10, 'category_base' => 'chuyen-muc', 'tag_base' => 'the',
    'permalink_structure' => '/%year%/%monthnum%/%postname%/', 'default_comment_status' => 'closed', 'default_ping_status' => 'closed'] as $key => $value) {
    update_option($key, $value);
}
$names = ['tin-tuc' => ['Tin tức', ''], 'thoi-su' => ['Thời sự - Chính trị', 'tin-tuc'], 'kinh-te' => ['Kinh tế', 'tin-tuc'],
    'van-hoa-xa-hoi' => ['Văn hóa - Xã hội', 'tin-tuc'], 'quoc-phong-an-ninh' => ['Quốc phòng - An ninh', 'tin-tuc'],
    'chuyen-doi-so' => ['Chuyển đổi số', 'tin-tuc'], 'chi-dao-dieu-hanh' => ['Thông tin chỉ đạo, điều hành', ''], 'van-ban' => ['Văn bản mới', ''],
    'thong-bao' => ['Thông báo', ''], 'dau-thau' => ['Đấu thầu, mua sắm công', 'thong-bao'], 'ngan-sach' => ['Công khai ngân sách', ''],
    'hoi-dap' => ['Hỏi - Đáp', ''], 'so-lieu' => ['Số liệu', ''], 'english-news' => ['English News', '']];
$cats = [];
foreach ($names as $slug => [$name, $parent]) {
    $cats[$slug] = wp_insert_term($name, 'category', ['slug' => $slug, 'parent' => $parent ? $cats[$parent] : 0])['term_id'];
}
$made = [];
foreach (json_decode(file_get_contents($json), true) as $text) {
    $slash = strrpos($text['path'], '/');
    $parent = $slash === false ? 0 : $made[substr($text['path'], 0, $slash)];
    $day = ($text['day'] ?: '2026-01-12') . ' 08:30:00';
    $body = $text['path'] === '' ? file_get_contents($home) : $text['body'];
    foreach ($cats as $slug => $id) {
        $body = str_replace("CAT_$slug}", "$id}", $body);
    }
    $id = wp_insert_post(['post_type' => $text['kind'], 'post_status' => 'publish', 'post_title' => $text['title'], 'post_content' => wp_slash($body),
        'post_name' => $text['path'] === '' ? 'trang-chu' : substr($text['path'], $slash === false ? 0 : $slash + 1), 'post_parent' => $parent,
        'post_date' => $day, 'post_author' => 1, 'comment_status' => ($text['facts']['comments'] ?? '') ?: ($text['path'] === 'lay-y-kien-bang-gia-dat' ? 'open' : 'closed'),
        'post_category' => isset($text['facts']['cat']) ? [$cats[$text['facts']['cat']]] : [], 'tags_input' => $text['facts']['tags'] ?? ''], true);
    if (is_wp_error($id)) {
        exit($id->get_error_message());
    }
    $made[$text['path']] = $id;
}
update_option('show_on_front', 'page');
update_option('page_on_front', $made['']);
wp_insert_comment(['comment_post_ID' => $made['gop-y'], 'comment_author' => 'Hoàng Văn Pao', 'comment_content' => 'Đề nghị Cổng đăng sớm lịch cắt điện, cảm ơn Ban Biên tập.', 'comment_date' => '2026-05-02 20:11:00', 'comment_approved' => 1]);
$menu = wp_create_nav_menu('Menu chính');
$items = [['Trang chủ', '/', ''], ['Giới thiệu', 'gioi-thieu', ''], ['Tổng quan', 'gioi-thieu/tong-quan', 'Giới thiệu'], ['Bộ máy chính quyền', 'gioi-thieu/bo-may', 'Giới thiệu'],
    ['Chức năng nhiệm vụ', 'chuc-nang-nhiem-vu-ubnd', 'Giới thiệu'], ['Tin tức', 'cat:tin-tuc', ''], ['Chỉ đạo, điều hành', 'cat:chi-dao-dieu-hanh', ''], ['Văn bản', 'cat:van-ban', ''],
    ['Công dân', 'cong-dan', ''], ['Doanh nghiệp', 'doanh-nghiep', ''], ['Du khách', 'du-khach', ''], ['Thủ tục hành chính', 'thu-tuc-hanh-chinh', ''], ['Hỏi đáp', 'cat:hoi-dap', ''], ['English', 'english', '']];
$ids = [];
foreach ($items as [$label, $target, $under]) {
    $url = $target === '/' ? home_url('/') : (str_starts_with($target, 'cat:') ? home_url('/chuyen-muc/' . substr($target, 4) . '/') : home_url("/$target/"));
    $ids[$label] = wp_update_nav_menu_item($menu, 0, ['menu-item-title' => $label, 'menu-item-url' => $url, 'menu-item-status' => 'publish', 'menu-item-parent-id' => $under ? $ids[$under] : 0]);
}
$foot = wp_create_nav_menu('Chân trang');
foreach (['Liên hệ' => 'lien-he', 'Góp ý' => 'gop-y', 'Sơ đồ trang' => 'so-do-trang', 'Chính sách bảo mật' => 'chinh-sach-bao-mat', 'Trung tâm hành chính công' => 'trung-tam-phuc-vu-hanh-chinh-cong'] as $label => $slug) {
    wp_update_nav_menu_item($foot, 0, ['menu-item-title' => $label, 'menu-item-url' => home_url("/$slug/"), 'menu-item-status' => 'publish']);
}
update_option('theme_mods_twentytwentyone', ['nav_menu_locations' => ['primary' => $menu, 'footer' => $foot]]);
$html = '<p><strong>Liên kết website</strong></p><select onchange="window.open(this.value)"><option>---- Chọn ----</option><option value="https://chinhphu.vn">Cổng TTĐT Chính phủ</option><option value="http://hdnd.thachgiang.example">HĐND tỉnh</option></select><p>Lượt truy cập: 7.205.118 - Đang online: 19</p><p><a href="https://www.facebook.com/thachgiang.example">Fanpage</a> | <a href="https://www.youtube.com/@thachgiang.example">YouTube</a></p>';
update_option('widget_search', [2 => ['title' => 'Tìm kiếm'], '_multiwidget' => 1]);
update_option('widget_categories', [2 => ['title' => 'Chuyên mục', 'count' => 1, 'hierarchical' => 1], '_multiwidget' => 1]);
update_option('widget_archives', [2 => ['title' => 'Lưu trữ', 'count' => 0], '_multiwidget' => 1]);
update_option('widget_tag_cloud', [2 => ['title' => 'Thẻ', 'taxonomy' => 'post_tag'], '_multiwidget' => 1]);
update_option('widget_custom_html', [2 => ['title' => '', 'content' => $html], '_multiwidget' => 1]);
update_option('sidebars_widgets', ['wp_inactive_widgets' => [], 'sidebar-1' => ['search-2', 'categories-2', 'archives-2', 'tag_cloud-2', 'custom_html-2'], 'array_version' => 3]);
delete_option('rewrite_rules');
echo count($made), " texts\n";
