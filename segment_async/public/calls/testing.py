"""Calls of the *Testing* tag of the Segment Public API.

Generated from ``openapi/public/testing.yaml`` by ``python -m codegen``; do not edit.
"""

from segment_async._core.operation import Operation
from segment_async._core.resource import Resource
from segment_async._core.unset import UNSET, Unset
from segment_async.public.models.testing import EchoOutput

ECHO = Operation("echo", "GET", "/echo", EchoOutput, tag="Testing", levels=("v1", "alpha"))


class Testing(Resource):
    """A call that answers as it is told to."""

    async def echo(
        self,
        *,
        message: str,
        delay: float | Unset = UNSET,
        trigger_error: bool | Unset = UNSET,
        trigger_multiple_errors: bool | Unset = UNSET,
        trigger_unexpected_error: bool | Unset = UNSET,
        status_code: float | Unset = UNSET,
    ) -> EchoOutput:
        """Send a message and get it back, or provoke an error on request.

        Handy for trying out timeouts, retries and error handling against the live service; it changes nothing.
        triggerError wins over triggerMultipleErrors, and either wins over triggerUnexpectedError.

        Args:
            message: Text to send back, also used as the text of a provoked error.
            delay: How long to wait before answering, in milliseconds.
            trigger_error: True answers with a 4xx error that carries the message.
            trigger_multiple_errors: True answers with a 4xx error that lists several errors.
            trigger_unexpected_error: True answers with status 500.
            status_code: HTTP status to answer with.
        """
        return await self._caller.call(
            ECHO,
            query={
                "message": message,
                "delay": delay,
                "triggerError": trigger_error,
                "triggerMultipleErrors": trigger_multiple_errors,
                "triggerUnexpectedError": trigger_unexpected_error,
                "statusCode": status_code,
            },
        )
