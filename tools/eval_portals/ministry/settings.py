"""A Wagtail site of one page type, over SQLite in the folder that PORTAL_FOLDER names."""

import os
import sys
from pathlib import Path

FOLDER = Path(os.environ["PORTAL_FOLDER"])
sys.path.append(str(FOLDER))
HOST = "muie.example"
DEBUG = False
SECRET_KEY = "the site lives on loopback for a few minutes"  # noqa: S105
ALLOWED_HOSTS = [HOST]
ROOT_URLCONF = "ministry.urls"
INSTALLED_APPS = [
    "ministry",
    "wagtail.users", "wagtail.images", "wagtail.documents", "wagtail.search", "wagtail.admin", "wagtail",
    "wagtail.sites", "taggit", "modelcluster",
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
]  # fmt: skip
MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "django.middleware.locale.LocaleMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {
    "context_processors": ["django.template.context_processors.request"]}}]  # fmt: skip
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "db.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
MIGRATION_MODULES = {"ministry": "made_migrations"}  # made in the folder at each build
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
STATIC_URL = "/static/"
MEDIA_ROOT = FOLDER / "media"
MEDIA_URL = "/media/"
WAGTAIL_SITE_NAME = "Cổng Thông tin điện tử"
WAGTAILADMIN_BASE_URL = f"http://{HOST}"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
