"""What is taken or left out, collection by collection and property by property."""

from collections.abc import Mapping


class Switches:
    """On or off for a whole, its collections and their properties; all of them are on until switched off."""

    def __init__(self) -> None:
        """Start with everything on."""
        self._whole = True
        self._collections: dict[str, bool] = {}
        self._properties: dict[tuple[str, str], bool] = {}

    def takes(self, collection: str) -> bool:
        """Tell whether a collection is on."""
        return self._collections.get(collection, self._whole)

    def takes_property(self, collection: str, name: str) -> bool:
        """Tell whether a property is on, apart from its collection."""
        return self._properties.get((collection, name), True)

    def over(self, collections: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
        """Return collections, and after them what was switched though nothing is known of it.

        Args:
            collections: By the name of each, its properties with their types.
        """
        found = {collection: dict(properties) for collection, properties in collections.items()}
        for collection in self._collections:
            found.setdefault(collection, {})
        for collection, name in self._properties:
            found.setdefault(collection, {}).setdefault(name, "string")
        return found

    def switch(self, collection: str | None, name: str | None, *, on: bool) -> bool:
        """Switch a property, a collection, or everything that is no property.

        Args:
            collection: The collection; ``None`` for all.
            name: The property; ``None`` for the whole collection.
            on: What it is to be.

        Returns:
            Whether that makes a difference.
        """
        if collection is None:
            before, self._whole = {self._whole, *self._collections.values()}, on
            self._collections = dict.fromkeys(self._collections, on)
            return before != {on}
        if name is None:
            was = self.takes(collection)
            self._collections[collection] = on
        else:
            was = self.takes_property(collection, name)
            self._properties[collection, name] = on
        return was is not on
