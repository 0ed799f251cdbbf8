
$wgArticlePath = '/wiki/$1';
$wgUsePathInfo = true;
$wgEnableUploads = true;
$wgFileExtensions = ['pdf', 'csv', 'docx', 'png'];
$wgVerifyMimeType = false;
$wgDefaultSkin = 'vector';
$wgLocaltimezone = 'Asia/Ho_Chi_Minh';
$wgGroupPermissions['*']['edit'] = false;
$wgGroupPermissions['*']['createaccount'] = false;
$wgRightsText = '';
$wgJobRunRate = 0;
$wgMainCacheType = CACHE_NONE;
