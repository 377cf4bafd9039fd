"""What a wing shows at its door: names that are loaded when somebody first asks for them (PEP 562)."""

from collections.abc import Callable
from importlib import import_module


def surface(wing: str, **modules: str) -> tuple[list[str], Callable[[str], object]]:
    """Return a wing's `__all__` and `__getattr__`, from the names that each of its modules gives, parted by spaces.

    A name that is also a module's cannot be among them: once loaded, the module takes its place.
    """
    homes = {name: module for module, names in modules.items() for name in names.split()}

    def load(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {wing!r} has no attribute {name!r}")
        return getattr(import_module(f"{wing}.{homes[name]}"), name)

    return sorted(homes), load
