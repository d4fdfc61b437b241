"""What every answer says to browsers beside Django's own headers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

NOT_USED = (
    "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection",
    "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment", "picture-in-picture",
    "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access",
    "usb", "web-share", "window-management", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS = ", ".join(f"{name}=()" for name in NOT_USED)


def say_headers(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Turn off what no page uses; keep other sites from embedding anything but pictures, which they may show."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        picture = response.headers.get("Content-Type", "").startswith("image/")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if picture else "same-origin"
        )
        return response

    return answer
