<?php
// What web studios switch off (inline styles, emoji), and a loopback site's own quietness.
foreach (['wp_enqueue_global_styles' => ['wp_enqueue_scripts', 'wp_footer'], 'wp_global_styles_render_svg_filters' => ['wp_body_open']] as $what => $where) {
    foreach ($where as $hook) {
        remove_action($hook, $what, $hook === 'wp_footer' ? 1 : 10);
    }
}
remove_action('wp_head', 'print_emoji_detection_script', 7);
remove_action('wp_print_styles', 'print_emoji_styles');
add_action('wp_enqueue_scripts', function () {
    wp_dequeue_style('wp-block-library');
    wp_dequeue_style('wp-block-library-theme');
    wp_dequeue_style('classic-theme-styles');
}, 100);
add_filter('pre_http_request', '__return_true');
add_action('wp_enqueue_scripts', function () {
    wp_styles()->registered['twenty-twenty-one-style']->extra['after'] = [];
}, 101);
