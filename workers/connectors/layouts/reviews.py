"""App stores."""

from __future__ import annotations

from workers.connectors.layouts.layout import Layout
from workers.mapping import Role

# Values are wrapped as {"label": …}; older feeds begin with an entry about the app itself, which has no rating.
APP_STORE_RSS = Layout(
    name="app-store-rss",
    title="App Store RSS",
    channel="review",
    signature=("idlabel", "imratinglabel", "contentlabel"),
    roles=(
        (Role.ID, "idlabel"),
        (Role.TITLE, "titlelabel"),
        (Role.TEXT, "contentlabel"),
        (Role.CSAT, "imratinglabel"),
        (Role.DATE, "updatedlabel"),
        (Role.SEGMENT, "imversionlabel"),
        (Role.PERSONAL, "author.*"),
    ),
)
APP_STORE_CONNECT = Layout(
    name="app-store-connect",
    title="App Store Connect",
    channel="review",
    signature=("id", "attributesbody", "attributesrating"),
    roles=(
        (Role.ID, "id"),
        (Role.TITLE, "attributestitle"),
        (Role.TEXT, "attributesbody"),
        (Role.CSAT, "attributesrating"),
        (Role.DATE, "attributescreateddate"),
        (Role.SEGMENT, "attributesterritory"),
        (Role.PERSONAL, "attributesreviewernickname"),
    ),
)
GOOGLE_PLAY_API = Layout(
    name="google-play",
    title="Google Play API",
    channel="review",
    signature=("reviewid", "comments0usercommenttext"),
    roles=(
        (Role.ID, "reviewid"),
        (Role.TEXT, "comments0usercommenttext"),
        (Role.CSAT, "comments0usercommentstarrating"),
        (Role.DATE, "comments0usercommentlastmodifiedseconds"),
        (Role.LANGUAGE, "comments0usercommentreviewerlanguage"),
        (Role.SEGMENT, "comments0usercomment(appversionname|device|androidosversion)"),
        (Role.PERSONAL, "authorname"),
    ),
)
# The id of a review stands only in its link.
GOOGLE_PLAY_CSV = Layout(
    name="google-play-csv",
    title="Google Play Console CSV",
    channel="review",
    signature=("packagename", "starrating", "reviewtext", "reviewlink"),
    id_pattern=r"reviewId=([^&]+)",
    roles=(
        (Role.ID, "reviewlink"),
        (Role.TITLE, "reviewtitle"),
        (Role.TEXT, "reviewtext"),
        (Role.CSAT, "starrating"),
        (Role.DATE, "reviewsubmitdateandtime|reviewsubmitmillissinceepoch"),
        (Role.LANGUAGE, "reviewerlanguage"),
        (Role.SEGMENT, "device|appversionname"),
    ),
)

REVIEWS = (APP_STORE_RSS, APP_STORE_CONNECT, GOOGLE_PLAY_API, GOOGLE_PLAY_CSV)
