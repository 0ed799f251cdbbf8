"""Scrapy settings. Only what differs from Scrapy's defaults; the spider adds each agency's limits."""

from __future__ import annotations

from crawler import USER_AGENT_PRODUCT

BOT_NAME = "osi-audit"  # default scrapybot: a government crawler says who it is
SPIDER_MODULES = ["crawler.spiders"]  # default none: where the one spider lies
NEWSPIDER_MODULE = "crawler.spiders"  # default none: as above
USER_AGENT = USER_AGENT_PRODUCT  # default Scrapy's: the spider adds the contact of the registry

# Politeness
ROBOTSTXT_OBEY = True  # default False: robots.txt is the site's word
ROBOTSTXT_PARSER = "crawler.robots.Rules"  # default Protego as it is: ours also gives out the site maps
CONCURRENT_ITEMS = 1  # default 100: there are no items, and Scrapy starts that many tasks per response
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8: one request at a time per host
DOWNLOAD_DELAY = 1.0  # default 0: the agency's own delay replaces it
DOWNLOAD_DELAY_JITTER = 0  # default 0.5: would undercut a Crawl-delay
AUTOTHROTTLE_ENABLED = True  # default False: slow servers are asked less often
AUTOTHROTTLE_START_DELAY = 1.0  # default 5: the agency's own delay replaces it
AUTOTHROTTLE_MAX_DELAY = 30.0  # default 60: a crawl has its minutes

# Bounds
DOWNLOAD_TIMEOUT = 30  # default 180: the agency's own limit replaces it
DOWNLOAD_MAXSIZE = 20 << 20  # default 1 GiB: the agency's own limit replaces it
DOWNLOAD_WARNSIZE = 0  # default 32 MiB: the limit itself is reported
RETRY_TIMES = 2  # default 2: for robots.txt and site maps; pages are retried by the frontier, later
REDIRECT_MAX_TIMES = 5  # default 20: for robots.txt and site maps (RFC 9309, 2.3.1.2); pages record each step
METAREFRESH_ENABLED = False  # default True: the session follows it, so that both pages are recorded
COOKIES_ENABLED = False  # default True: sessions breed variants of addresses
TWISTED_DNS_RESOLVER = (
    "crawler.resolver.GuardedResolver"  # default unguarded: names must not lead into inner networks
)
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    "browser+http": "crawler.browser_handler.BrowserHandler",  # begun when a page needs it, never before
    "browser+https": "crawler.browser_handler.BrowserHandler",
}  # default enabled: addresses come from strangers
MEMUSAGE_ENABLED = False  # default True: looks once a minute; the peak is noted at the end
TELNETCONSOLE_ENABLED = False  # default True: a port that runs code
REMOTE_CONTROL_ENABLED = False  # default True: another one

DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "gzip, deflate",  # what the archive's readers can undo
    "Accept-Language": "en,vi",
}  # default en alone: a reader of English who can read Vietnamese

# The frontier is ours
SCHEDULER = (
    "crawler.scheduler.FrontierScheduler"  # default Scrapy's: ours knows every URL found and its depth
)
DUPEFILTER_CLASS = (
    "scrapy.dupefilters.BaseDupeFilter"  # default fingerprints: the frontier knows what is known
)

DOWNLOADER_MIDDLEWARES = {
    "crawler.guard.GuardMiddleware": 20,  # before anything else, robots.txt included
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the guard does it
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # takes errors for permission
    "crawler.robots.StrictRobotsMiddleware": 100,  # in its place
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,  # there are no logins
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,  # wants the Referer middleware
    "crawler.redirects.PlainRedirectMiddleware": 600,  # in its place, for robots.txt and site maps only
    "crawler.conditional.ConditionalMiddleware": 800,  # inside decompression: gives the body for a "not modified"
    "crawler.archive.ArchiveMiddleware": 880,  # after decompression on the way out: sees what the server sent
}  # default Scrapy's own
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # errors are answers too
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,  # nothing to tell
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,  # traps are recorded, not dropped
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,  # the frontier counts clicks
}  # default Scrapy's own
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,  # wears a Crawl-delay away
    "crawler.throttle.PoliteThrottle": 0,  # in its place
    "crawler.sitemapqueue.SitemapQueue": 0,
    "crawler.lifecycle.Lifecycle": 0,
}  # default Scrapy's own

LOG_LEVEL = "INFO"  # default DEBUG: one line per request is too much for an hour's crawl
LOGSTATS_INTERVAL = 60.0  # default 60: kept, said here since progress.json is finer
FEED_EXPORT_ENCODING = "utf-8"  # default None: Vietnamese text readable in exports
