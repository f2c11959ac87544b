"""The *Live Plugins* tag."""

from segment_async.sandbox.calls import Call, handles
from segment_async.sandbox.store import Record


@handles("createLivePlugin")
def create(call: Call) -> Record:
    """Give a source a plugin, or new code for the one that it has."""
    plugins, author = call.workspace.live_plugins, call.workspace.author
    return {"livePlugin": plugins.write(call.path["sourceId"], call.body["code"], author=author)}


@handles("getLatestFromLivePlugins")
def get_latest(call: Call) -> Record:
    """Show the latest version of the plugin of a source; its code is null once it was deleted."""
    return {"livePlugin": call.workspace.live_plugins.find(call.path["sourceId"])}


@handles("deleteLivePluginCode")
def delete_code(call: Call) -> Record:
    """Delete the code of a plugin."""
    call.workspace.live_plugins.delete_code(call.path["sourceId"])
    return {"status": "SUCCESS"}
