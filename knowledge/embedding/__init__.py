"""Texts as vectors, and how sure an answer from them may be: enter by `load_encoder`."""

from typing import TYPE_CHECKING

from knowledge.surface import surface

if TYPE_CHECKING:
    from knowledge.embedding.calibration import Calibration as Calibration
    from knowledge.embedding.calibration import Calibrations as Calibrations
    from knowledge.embedding.calibration import Evidence as Evidence
    from knowledge.embedding.encoder import BUNDLED as BUNDLED
    from knowledge.embedding.encoder import Encoder as Encoder
    from knowledge.embedding.encoder import load_encoder as load_encoder
    from knowledge.embedding.encoder import use_one_thread as use_one_thread
    from knowledge.embedding.nearest import Neighbours as Neighbours

__all__, __getattr__ = surface(
    __name__,
    calibration="Calibration Calibrations Evidence",
    encoder="BUNDLED Encoder load_encoder use_one_thread",
    nearest="Neighbours",
)
