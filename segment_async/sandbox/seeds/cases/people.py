"""Cases among people, their groups, and the labels that narrow what they may do."""

from typing import Final

from segment_async.sandbox.seeds.cases.case import Case

_DUE: Final = "invite-never-accepted"

PLANTED: Final = (
    Case("user-without-group", "user", "helga", "what she may do hangs on her alone"),
    Case("user-without-group", "user", "marcus", "an owner from outside"),
    Case("user-without-group", "user", "service-account", "may do nothing"),
    Case("group-without-users", "group", "Emergency", "owners by way of a group that nobody is in"),
    Case("owners-too-many", "workspace", "thistle-twine", "five people are owners"),
    Case(_DUE, "invite", "former.cto@shop.example.org", "was invited 48 days ago"),
    Case(_DUE, "invite", "temp.analyst@agency.example.net", "was invited before the audit trail begins"),
    Case("label-unused", "label", "team:retail", "made for shops that have no source yet"),
)

NEAR_MISSES: Final = (
    Case("user-without-group", "user", "nora", "is in one group"),
    Case("user-without-group", "user", "Bao.Nguyen", "is in a group that spells the address otherwise"),
    Case("group-without-users", "group", "Retail", "has an invite that is still open"),
    Case("group-without-users", "group", "Press", "has one user"),
    Case("group-without-users", "group", "Book Club", "may do nothing, but has users"),
    Case("owners-too-many", "workspace", "thistle-twine", "an owner of one brand only", "Leo Brandt"),
    Case("owners-too-many", "workspace", "thistle-twine", "is asked to be an owner", "former.cto@shop.example.org"),
    Case(_DUE, "invite", "jonas@shop.example.com", "was invited 3 days ago"),
    Case(_DUE, "invite", "olga@shop.example.com", "was invited 13 days ago"),
    Case(_DUE, "invite", "yusuf@shop.example.com", "was invited 60 days ago, and once more 10 days ago"),
    Case("label-unused", "label", "region:nordics", "on no source, but a permission is narrowed to it"),
    Case("label-unused", "label", "season:summer", "only on a source that is disabled"),
)
