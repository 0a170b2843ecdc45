"""Every fault as a small class: begin, end, and what a person must be told
while it lasts. The table ALL is what pairs.py puts together two at a time.

A house has: world (clocks, disk), imap, smtp (servers), kill(kind), and
sleep(seconds). "told" is a pattern that must stand in what Postroom says
while the fault lasts; None if there is nothing to tell."""
import signal
import time

HOUR = 3600
# A message that is not handed over for an hour becomes a case and a duty.
SOURCE = (r"source m: not fetched since|could not be fetched|answer by post|"
          r"attention +mailbox m:")
LETTER = (r"letter \d+ \([^)]*\): (has not gone out yet|a person must act)|"
          r"officers could not be told by mail|attention +send:")


class Fault:
    told = None
    group = ""

    def __init__(self, name, *arguments):
        self.name, self.arguments = name, arguments

    def begin(self, house):
        pass

    def during(self, house):
        """Called a few times while the fault lasts."""

    def end(self, house):
        pass

    def struck(self, house):
        return True


class Server(Fault):
    def begin(self, house):
        self.turns(house).faults.append(self.arguments[0])

    def end(self, house):
        self.turns(house).faults.remove(self.arguments[0])

    def struck(self, house):
        return self.turns(house).struck.get(self.arguments[0], 0) > 0


class ImapServer(Server):
    group = "IMAP"
    told = SOURCE

    def turns(self, house):
        return house.imap.turns

    def begin(self, house):
        house.imap.bad = house.imap.next_uid
        super().begin(house)


class Drip(ImapServer):
    def begin(self, house):
        house.imap.drip = 1 / house.options.haste
        super().begin(house)

    def end(self, house):
        super().end(house)
        house.imap.drip = 0


class Gone(ImapServer):
    """A message is there when it is listed, and not when it is fetched."""
    told = None

    def end(self, house):
        super().end(house)
        house.imap.messages.pop(house.imap.bad, None)


class Renumbered(Fault):
    group = "IMAP"

    def begin(self, house):
        house.imap.renumber()


class Remade(ImapServer):
    """Deleted, with all that is in it, and made again later."""

    def begin(self, house):
        super().begin(house)
        house.imap.messages = {}

    def end(self, house):
        super().end(house)
        house.imap.renumber()


class SmtpServer(Server):
    group = "SMTP"
    told = LETTER

    def turns(self, house):
        return house.smtp.turns


class Disk(Fault):
    group = "disk"

    def __init__(self, name, what, told):
        super().__init__(name, what)
        self.told = told

    def begin(self, house):
        house.world.disk(self.arguments[0], True)

    def end(self, house):
        house.world.disk(self.arguments[0], False)

    def struck(self, house):
        return house.world.get("refused") > 0


class SlowDisk(Fault):
    group = "disk"

    def begin(self, house):
        house.world.set("slow", 300)

    def end(self, house):
        house.world.set("slow", 0)


class Clock(Fault):
    group = "clock"

    def begin(self, house):
        house.world.leap(self.arguments[0])

    def end(self, house):
        house.world.leap(-self.arguments[0])


class Asleep(Fault):
    """The machine is suspended: nothing runs, the wall clock goes on."""
    group = "clock"

    def begin(self, house):
        members = house.members()
        for pid in members:
            house.signal(pid, signal.SIGSTOP)
        time.sleep(0.5)
        house.world.leap(64 * HOUR)
        for pid in members:
            house.signal(pid, signal.SIGCONT)


class SummerTime(Fault):
    """It begins while the fault lasts, and has ended at its end."""
    group = "clock"
    BEGINS = 1806195600  # 28 March 2027 at 01:00 UTC
    ENDS = 1824944400  # 31 October 2027 at 01:00 UTC

    def jump(self, house, instant):
        ahead = int(instant - 20 - time.time())
        house.world.leap(ahead - house.world.get("ahead"))

    def begin(self, house):
        self.jump(house, self.BEGINS)

    def end(self, house):
        self.jump(house, self.ENDS)


class Killed(Fault):
    group = "kill"

    def during(self, house):
        house.kill(self.arguments[0])


FULL = r"less than (64|16) MB|No space left|full"
ALL = [
    ImapServer("log-in refused", "login-refused"),
    ImapServer("cut in greeting", "greeting-closed"),
    ImapServer("cut in command", "search-closed"),
    ImapServer("cut in literal", "literal-closed"),
    ImapServer("IMAP stalls", "stall"),
    Drip("a byte a second", "drip"),
    ImapServer("rubbish", "greeting-rubbish"),
    ImapServer("literal of 4 GB", "literal-huge"),
    ImapServer("untagged flood", "flood"),
    Renumbered("UIDVALIDITY"),
    Gone("message gone", "vanished-late"),
    Remade("mailbox remade", "no-mailbox"),
    ImapServer("certificate expired", "expired"),
    SmtpServer("4xx", "mail-451|rcpt-450|dot-452"),
    SmtpServer("5xx", "mail-550|dot-554"),
    SmtpServer("silence before dot", "silent-data"),
    SmtpServer("silence after dot", "taken-silent"),
    SmtpServer("SMTP disconnects", "close-rcpt|close-body|taken-close"),
    SmtpServer("STARTTLS gone", "no-starttls"),
    SmtpServer("wrong certificate", "wrong-certificate"),
    SmtpServer("recipient refused", "rcpt-550"),
    Disk("spool full", "store", FULL),
    Disk("ledger full", "ledger", r"ledger.*(full|No space)|disk"),
    Disk("read-only", "read-only", r"[Rr]ead-only|readonly"),
    Disk("log unwritable", "log", None),
    SlowDisk("slow disk"),
    Clock("an hour back", -HOUR),
    Clock("a day forward", 24 * HOUR),
    Asleep("asleep"),
    SummerTime("summer time"),
    Killed("kill poll", "poll"),
    Killed("kill intake", "intake"),
    Killed("kill send", "send"),
    Killed("kill watch", "watch"),
    Killed("kill reader", "reader"),
    Killed("kill all", "all"),
    Killed("kill run", "run"),
]
