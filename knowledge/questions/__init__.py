"""What a question asks, names and dates, told by its words without a search: enter by `Interpreter`."""

from typing import TYPE_CHECKING

from knowledge.surface import surface

if TYPE_CHECKING:
    from knowledge.questions.interpreter import Asked as Asked
    from knowledge.questions.interpreter import DutyOf as DutyOf
    from knowledge.questions.interpreter import Interpreter as Interpreter
    from knowledge.questions.mentions import Text as Text
    from knowledge.questions.mentions import codes_in as codes_in
    from knowledge.questions.mentions import nearest_citations as nearest_citations
    from knowledge.questions.post_names import posts_in as posts_in
    from knowledge.questions.times import AskedTime as AskedTime
    from knowledge.questions.times import asked_time as asked_time
    from knowledge.questions.topics import Topic as Topic

__all__, __getattr__ = surface(
    __name__,
    interpreter="Asked DutyOf Interpreter",
    mentions="Text codes_in nearest_citations",
    post_names="posts_in",
    times="AskedTime asked_time",
    topics="Topic",
)
