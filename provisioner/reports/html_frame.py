"""What every page has around its content: a head, a foot, one style, a policy that allows nothing else."""

from __future__ import annotations

import base64
import hashlib
from string import Template

from provisioner.reports.element import Content, Markup, element, joined
from provisioner.reports.moment import moment
from provisioner.reports.svg import asset

_LOGO = "M2 3h5c5 0 3 8 8 8h5M2 11h5c5 0 3-8 8-8h5"


def framed(headline: str, header: Markup, *content: Content) -> str:
    """The whole page; the policy names the digest of the one style."""
    style = asset("page.css") + asset("map.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    body = (
        header,
        element("main", *content),
        element("footer", element("p", "The same as data: --report json=FILE.")),
    )
    return Template(asset("page.html")).substitute(
        title=element("span", f"{headline} - provisioner").removeprefix("<span>").removesuffix("</span>"),
        digest=digest,
        style=style,
        body=joined(body),
    )


def page_header(title: str, headline: str, sentence: str, time: str) -> Markup:
    """What the report is, what it comes down to, and when it was made."""
    logo = element("svg", element("path", d=_LOGO), viewBox="0 0 22 14", aria_hidden="true")
    brand = (logo, element("b", "provisioner"), " ", element("span", title), " ", moment(time))
    return element(
        "header",
        element("p", brand, class_="brand"),
        element("h1", headline),
        element("p", sentence, class_="lead"),
    )
