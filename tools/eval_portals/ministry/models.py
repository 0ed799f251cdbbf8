"""The portal's one page type: what it shows is told by its kind."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.search import index

A_PAGE = 6


class PortalPage(Page):
    """A page of a kind (section, info, news, doc, service, qa, form …)."""

    kind = models.CharField(max_length=20)
    body = models.TextField(blank=True)
    day = models.DateField(null=True, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, index.SearchField("body")]
    template = "ministry/page.html"

    @property
    def english(self) -> bool:
        """Whether the page lies in the English branch."""
        return self.url_path.startswith("/home/en/")

    @property
    def below(self) -> Any:
        """Live pages under this one: dated pages newest first, others in the order of the tree."""
        pages = PortalPage.objects.child_of(self).live()
        if self.kind == "home":
            pages = pages.exclude(slug="en")
        if self.kind == "services-index":
            pages = pages.filter(kind="service")
        return pages.order_by("-day", "path") if self.kind.endswith("-index") else pages

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what every page of the portal shows around its text."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        live = PortalPage.objects.live()
        context["below"] = Paginator(self.below, A_PAGE if self.kind == "news-index" else 100).get_page(
            request.GET.get("page")
        )
        news = live.filter(kind="news").order_by("-day")
        context["latest"] = news.filter(url_path__startswith="/home/tin-tuc/")[:5]
        context["latest_en"] = news.filter(url_path__startswith="/home/en/")[:4]
        context["documents"] = live.filter(kind="doc").order_by("-day")[:5]
        context["tree"] = live.filter(depth=3).exclude(slug="en")
        return context
