"""What users read of acts that were amended, beside the notes of `knowledge.amended`, in Polish and English."""

AMENDED_WORDS = {
    "pl": {"amended_by": "ze zmianami wprowadzonymi przez: {names}"},
    "en": {"amended_by": "as amended by: {names}"},
}
