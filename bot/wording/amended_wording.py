"""What users read of amended acts, beside the notes of `knowledge.acts.amendment_notes`, in Polish and English."""

AMENDED_WORDS = {
    "pl": {"amended_by": "ze zmianami wprowadzonymi przez: {names}"},
    "en": {"amended_by": "as amended by: {names}"},
}
