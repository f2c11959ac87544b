"""The *Customer Insights* tag."""

from typing import Final
from urllib.parse import quote

from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.failures import invalid
from segment_async.sandbox.store import Record
from segment_async.sandbox.store.ids import WRITE_KEY_LENGTH, opaque
from segment_async.sandbox.timespan import read_moment

PARTS: Final = 2
"""Files that an hour is split into."""

_DOWNLOADS: Final = "https://insights.example.invalid"
"""Nothing answers here."""


@handles("createDownload")
def create_download(call: Call) -> Record:
    """Sign links to the files of one past hour."""
    collection = call.body["collectionId"]
    hour = read_moment(call.body["hour"], "hour")
    if hour > call.workspace.present():
        raise invalid("hour has not come yet; choose one that is over.", "hour")
    place = f"{call.workspace.record['id']}/{quote(collection, safe='')}/{hour:%Y-%m-%dT%H}"
    return {
        "download": {
            "urls": [
                f"{_DOWNLOADS}/{place}/part-{part}.json.gz?signature={opaque(f'{place} {part}', WRITE_KEY_LENGTH)}"
                for part in range(PARTS)
            ]
        }
    }
