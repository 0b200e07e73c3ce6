"""Banks of Viet Nam by the six digits (BIN) that VietQR knows them by.

From the public list of the VietQR network; banks rename themselves, so a BIN that is missing here is no fault.
"""

from __future__ import annotations

BANKS = {
    "970400": "SaigonBank",
    "970403": "Sacombank",
    "970405": "Agribank",
    "970406": "Vikki Bank",
    "970407": "Techcombank",
    "970408": "GPBank",
    "970409": "Bac A Bank",
    "970410": "Standard Chartered",
    "970412": "PVcomBank",
    "970414": "MBV",
    "970415": "VietinBank",
    "970416": "ACB",
    "970418": "BIDV",
    "970419": "NCB",
    "970421": "VRB",
    "970422": "MB Bank",
    "970423": "TPBank",
    "970424": "Shinhan Bank",
    "970425": "ABBANK",
    "970426": "MSB",
    "970427": "VietABank",
    "970428": "Nam A Bank",
    "970429": "SCB",
    "970430": "PGBank",
    "970431": "Eximbank",
    "970432": "VPBank",
    "970433": "VietBank",
    "970434": "Indovina Bank",
    "970436": "Vietcombank",
    "970437": "HDBank",
    "970438": "BaoViet Bank",
    "970439": "Public Bank",
    "970440": "SeABank",
    "970441": "VIB",
    "970443": "SHB",
    "970446": "Co-opBank",
    "970448": "OCB",
    "970449": "LPBank",
    "970452": "KienlongBank",
    "970454": "BVBank",
    "970457": "Woori Bank",
    "970458": "UOB",
    "971025": "MoMo",
    "422589": "CIMB",
    "458761": "HSBC",
    "546034": "CAKE",
    "546035": "Ubank",
    "963369": "Liobank",
    "963388": "Timo",
}


def bank_name(bank_bin: str) -> str:
    """The bank's name, or its BIN when it is not on the list."""
    return BANKS.get(bank_bin, bank_bin)
