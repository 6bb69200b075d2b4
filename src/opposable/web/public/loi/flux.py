"""The calendar as a feed (Atom): whoever follows it is told of each change of the law."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from opposable.web.public.loi.evenements import evenements
from opposable.web.socle import droit
from opposable.web.socle.francais import jour, phrase

if TYPE_CHECKING:
    from django.http import HttpRequest

MONTRES = 50
"""Days of the feed, the last first."""


@require_safe
def flux(requete: HttpRequest) -> HttpResponse:
    """Return the last days on which something changed, each with what did."""
    page = requete.build_absolute_uri(reverse("loi:calendrier"))
    feed = Atom1Feed(
        title=gettext("Opposable : ce qui change, jour par jour"),
        link=page,
        description=None,
        language=droit.langue(),
        feed_url=requete.build_absolute_uri(),
        feed_guid=page,
    )
    jours = sorted(evenements(droit.corpus()), key=lambda x: x.jour, reverse=True)
    for un in jours[:MONTRES]:
        instant = datetime.combine(un.jour, time(), UTC)
        feed.add_item(
            title=jour(un.jour),
            link=f"{page}#j-{un.jour.isoformat()}",
            unique_id=f"{page}#j-{un.jour.isoformat()}",
            description="\n".join(phrase(fait.texte) for fait in un.faits),
            pubdate=instant,
            updateddate=instant,
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )
