"""Survey tools: their own columns are declared, the questions between them are guessed."""

from __future__ import annotations

from workers.connectors.layouts.layout import Layout
from workers.mapping import Role

QUALTRICS = Layout(
    name="qualtrics",
    title="Qualtrics",
    channel="survey",
    signature=("startdate", "ipaddress", "responseid|recordeddate", "finished|status"),
    open=True,
    skip=(("Status", "Survey Preview"), ("Status", "1"), ("Status", "Spam"), ("Status", "8")),
    roles=(
        (Role.ID, "responseid"),
        (Role.DATE, "recordeddate|enddate"),
        (Role.PERSONAL, "ipaddress|recipient(last|first)name|recipientemail|location(latitude|longitude)"),
        (Role.AUTHOR, "externalreference|externaldatareference"),
        (Role.LANGUAGE, "userlanguage"),
        (Role.IGNORED, r"startdate|status|progress|durationinseconds|finished|distributionchannel|q_?recaptchascore"),
    ),
)
SURVEYMONKEY = Layout(
    name="surveymonkey",
    title="SurveyMonkey",
    channel="survey",
    signature=("respondentid|回答者id", "collectorid|収集器id|コレクターid"),
    open=True,
    roles=(
        (Role.ID, "respondentid|回答者id"),
        (Role.DATE, "enddate|終了日"),
        (Role.PERSONAL, "ipaddress|ipアドレス|emailaddress|メールアドレス|firstname|lastname|名|姓"),
        (Role.IGNORED, "collectorid|収集器id|コレクターid|startdate|開始日|customdata\\d*|カスタムデータ\\d*"),
    ),
)
TYPEFORM = Layout(
    name="typeform",
    title="Typeform",
    channel="survey",
    signature=("#", "startdateutc", "submitdateutc"),
    open=True,
    roles=(
        (Role.ID, "#|token"),
        (Role.DATE, "submitdateutc"),
        (Role.PERSONAL, "networkid"),
        (Role.IGNORED, "startdateutc|stagedateutc|responsetype|tags|ending"),
    ),
)
# A form has no id of its own: time and answers make one.
GOOGLE_FORMS = Layout(
    name="google-forms",
    title="Google Forms",
    channel="survey",
    signature=("タイムスタンプ|timestamp",),
    first="タイムスタンプ|timestamp",
    open=True,
    roles=(
        (Role.DATE, "タイムスタンプ|timestamp"),
        (Role.PERSONAL, "メールアドレス|ユーザー名|emailaddress|username"),
    ),
)

SURVEYS = (QUALTRICS, SURVEYMONKEY, TYPEFORM, GOOGLE_FORMS)
