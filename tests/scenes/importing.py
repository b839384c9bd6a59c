"""Forms of importing."""

from io import BytesIO

from tests import factories as make
from tests.importing.made import a_used_import, an_import
from tests.importing.tables import SNAPSHOT, a_csv
from tests.scenes.scene import Scene, at, button, form_of


class Again(BytesIO):
    """A file that a browser sends as often as its form is sent."""

    def close(self) -> None:
        self.seek(0)


@form_of("importing.send")
def send(_lang: str) -> Scene:
    table = (Again(a_csv(SNAPSHOT)), "table.csv")
    return at("/experiences/import", make.an_editor(), table=table)


@form_of("importing.use")
def use(_lang: str) -> Scene:
    who = make.an_editor()
    page = f"/experiences/imports/{an_import(who)}"
    return button(page, who, f"{page}/use")


@form_of("importing.undo")
def undo(_lang: str) -> Scene:
    who = make.an_editor()
    return at(f"/experiences/imports/{a_used_import(who)}/undo", who)
