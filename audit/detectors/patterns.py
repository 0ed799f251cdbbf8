"""What running text shows by its shape, in any country: ways to reach somebody, sums of money, ages, hours and days."""

from __future__ import annotations

import re

_CALL = r"call|calling|phone|ring|tel|telephone|hotline|helpline|whatsapp|gọi|tổng đài|đường dây nóng|điện thoại|đt|số máy"
_CURRENCIES = (
    r"đồng|tỷ|tỉ|triệu|nghìn|USD|VND|VNĐ|EUR|GBP|AUD|SGD|MYR|PHP|INR|KES|AED|THB|KRW|dollars|euros?|pounds|crowns|dong|shillings"
    r"|rupees|ringgit|pesos|baht|won|dirhams"
)
_BEFORE_SUM = r"US\$|[$£€₱₹฿₩]|(?:RM|Rs|KSh|Ksh|KES|PHP|SGD|AED|INR|AUD|USD|VND|EUR|GBP|THB|MYR)\b\.?"
PHONE = re.compile(
    r"(?<![\d/.,])(?:\+\s?\d{1,3}|\(\+?\d{1,4}\)|0(?!\.)|1[3589]00)[\d .()-]{3,14}\d(?![\d/])"
    r"|(?<![\d/.,])1[189]\d(?!\d|[/.,]\d|\s?%|\s?[^\W\d])"  # no word after it: "113 xã" counts something
    rf"|\b(?:{_CALL})\b[^.\d]{{0,25}}\+?\d[\d .()-]{{1,14}}\d",
    re.IGNORECASE,
)
"""A number as it is dialled (0, +, a bracket), a short one by itself, or any after a word for calling."""
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
AMOUNT = re.compile(
    rf"\d[\d.,]*\s?(?:(?:{_CURRENCIES})\b|[%$€]|per\s?cent\b|phần trăm\b)|(?:{_BEFORE_SUM})\s?\d"
    r"|\d[\d.,]*\s[^\W\d]\S*\s(?:a|per|each|every|một|mỗi)\s(?:day|week|month|year|child|person|ngày|tuần|tháng|năm|người)\b",
    re.IGNORECASE,
)
"""A sum or share; of a currency that is not known here, by the time or person that it is paid for ("60 marks a month")."""
AGE = re.compile(
    r"\b\d{1,2}\s(?:tuổi|years)|\bage(?:d| of)?\s\d{1,2}|\b\d{1,2}\s(?:and|or)\s(?:over|above|older|under|younger)"
    r"|\b(?:over|under)[\s-]\d{1,2}s?\b",
    re.IGNORECASE,
)
DAYS = re.compile(r"\b\d{1,3}\s(?:working |calendar )?(?:ngày|days)\b", re.IGNORECASE)
HOURS = re.compile(
    r"\b\d{1,2}\s?[h:]\s?\d{2}\b|\b\d{1,2}\s?(?:am|pm|a\.m\.|p\.m\.|h|giờ)(?!\w)", re.IGNORECASE
)


def reachable(text: str) -> bool:
    """Whether a text gives a telephone number or a mail address."""
    return bool(PHONE.search(text) or MAIL.search(text))
