"""The portal's one page type: what it shows is told by its kind."""

from __future__ import annotations

from typing import Any

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
    search_fields = [*Page.search_fields, index.SearchField("body")]
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
        return pages.order_by("-day", "path") if self.kind.endswith("-index") else pages

    @property
    def level_name(self) -> str:
        """The level of a service as the page says it."""
        return str(self.facts.get("level", ""))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what every page of the portal shows around its text."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        live = PortalPage.objects.live()
        context["below"] = Paginator(self.below, A_PAGE if self.kind == "news-index" else 100).get_page(
            request.GET.get("page")
        )
        context["latest"] = live.filter(kind="news", url_path__startswith="/home/tin-tuc/").order_by("-day")[:5]
        context["latest_en"] = live.filter(kind="news", url_path__startswith="/home/en/").order_by("-day")[:4]
        context["documents"] = live.filter(kind="doc").order_by("-day")[:5]
        context["tree"] = live.filter(depth=3).exclude(slug="en")
        return context
