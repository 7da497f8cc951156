// Made from en.json by `npm run words`.
declare const english: {
  "notNow": {
    "not-running": "The kiosk is restarting. Try again in a moment.",
    "unreadable": "The saved scans can't be read right now, so there is nothing to export. The message at the top of this page says why."
  },
  "exported": {
    "offered": "{file} was offered for download.",
    "saved": "The file was saved as {file}.",
    "inPart": "It contains what could be read; some scans may be missing.",
    "notSaved": "The file could not be saved in {folder}. Free some space on the disk, or give the kiosk the right to write there."
  },
  "problems": {
    "setting": {
      "not-accepted": "{name} must be {accepts}",
      "missing": "{name} is missing: it must be {accepts}",
      "key-from-outside": "The key is set where the kiosk is started: change the address there as well.",
      "same-pin": "Stewards and supervisors need different PINs: choose another {name}."
    },
    "address": {
      "not-accepted": "{name} must start with https:// and have no user name, ? or #. Type it like https://confera.example",
      "missing": "{name} is missing. Type it like https://confera.example"
    },
    "accepts": {
      "address": "an https:// address without user, query or # (http:// for this machine only, or with KIOSK_ALLOW_HTTP=1)",
      "secure-address": "an https:// address without user, query or #",
      "key": "printable characters without spaces",
      "characters": "up to {max} characters",
      "device-name": "up to {max} letters, digits, dots, hyphens and underscores",
      "mode": "auto, badge or attendance",
      "time-zone": "an IANA time zone such as Asia/Karachi",
      "milliseconds": "a whole number of milliseconds from {min} to {max}",
      "days": "a whole number of days from {min} to {max}",
      "number": "a whole number from {min} to {max}",
      "minutes-or-never": "a whole number of minutes from 1 to {max}, or 0 for never",
      "folder": "the path of a folder",
      "side": "top, bottom, left or right",
      "theme": "system, dark, light or contrast",
      "colour": "a colour such as #0b5cad",
      "hand": "right or left",
      "screen-layout": "visitors or steward",
      "language": "one of {names}",
      "languages": "one or more of {names}, with commas between them",
      "pattern": "a regular expression",
      "camera-name": "the name of a camera, up to {max} characters",
      "code-formats": "one or more of {names}, with commas between them",
      "affix": "up to {max} characters; \\x02 and the like for control characters, \\x5c for a backslash",
      "layout": "one of {names}",
      "usb-ids": "USB ids such as 0c2e:0caa, with commas between them",
      "pin": "{min} to {max} digits",
      "switch": "1 or 0",
      "lockdown": "1 (a kiosk for visitors) or 0 (a window on a staff laptop)",
      "display": "primary, or the number of a display from 1 to 9, counted from the left",
      "hours": "hours of the day such as 03:00-05:00",
      "purpose": "self-service, gate or laptop"
    },
    "start": {
      "disk-full": "The disk of {folder} is full. Free some space.",
      "read-only": "{folder} is read-only. Make it writable, or choose another folder with KIOSK_DATA_DIR.",
      "no-rights": "This user may not write to {folder}. Give the user the right to, or choose another folder with KIOSK_DATA_DIR.",
      "locked": "Another program holds the database in {folder}. Close it: it may be a backup, or a program that shows databases.",
      "disk-fails": "The disk of {folder} fails ({cause}). Scans that are on it are left as they are; have the disk looked at.",
      "damaged": "The database in {folder} is damaged and could not be rebuilt ({cause}). Leave it as it is and have it looked at.",
      "newer-version": "The database in {folder} belongs to a newer version of this app. Nothing was changed; install the newer version again.",
      "strange-file": "{cause} is not a file of this kiosk. Find out who put it there, or where it leads.",
      "program": "A part of the kiosk's program can't be loaded ({cause}). Install the kiosk again (INSTALL.md).",
      "other": "{folder} can't be used: {cause}"
    },
    "causeUnknown": "the cause is not known",
    "field": {
      "not-accepted": "{name} must be {accepts}.",
      "missing": "{name} is missing: it must be {accepts}."
    },
    "key": {
      "not-accepted": "{name} has no spaces and no accents in it. Copy it again, whole.",
      "missing": "{name} is missing. You get it from the organiser."
    }
  },
  "join": {
    "sentences": "{before} {next}",
    "and": "{before}, {next}",
    "or": "{before} or {next}",
    "state": "{name}: {state}",
    "quoted": "“{name}”"
  },
  "starting": "One moment…",
  "idle": {
    "headline": "Scan your badge",
    "towards": {
      "top": "Hold the code up to the scanner",
      "bottom": "Hold the code under the scanner below",
      "left": "Hold the code up to the scanner on the left",
      "right": "Hold the code up to the scanner on the right"
    },
    "camera": "Hold the code up to the camera",
    "oneAtATime": "One badge at a time, please",
    "cameraProblem": {
      "denied": "This kiosk may not use its camera. Use the scanner or type your code.",
      "busy": "The camera is in use elsewhere. Use the scanner or type your code.",
      "decoder": "The camera can't read codes here. Use the scanner or type your code.",
      "lost": "The camera was unplugged. Use the scanner or type your code."
    }
  },
  "programme": {
    "label": "Programme",
    "now": "On now",
    "next": "Next",
    "others": "{count, plural, one {and # more session} other {and # more sessions}}",
    "until": "until {time}",
    "asOf": "Programme as of {time}"
  },
  "camera": {
    "torch": "Light",
    "nearer": "Nearer",
    "farther": "Farther"
  },
  "checking": "Checking…",
  "result": {
    "welcomeName": "Welcome, {name}",
    "welcome": "Welcome",
    "checkedIn": "You're in",
    "alreadyCheckedIn": "Already checked in",
    "goIn": "You're all set, go right in",
    "queued": "Saved, go right in",
    "willConfirm": "We'll confirm it as soon as we're back online",
    "willConfirmSoon": "We'll confirm it in a moment",
    "rejected": {
      "unknown-badge": "Badge not found",
      "revoked-badge": "Badge not valid",
      "invalid-code": "Not valid today"
    },
    "seeDesk": "Please go to {desk}",
    "seeRegistrationDesk": "Please go to the registration desk",
    "seeStaff": "Please see our staff",
    "refusedBefore": "This badge wasn't accepted before. Your scan is saved",
    "needsAMoment": "Your scan is saved. This device needs a moment",
    "notSaved": "This scan was not saved",
    "unreadable": "Let's try that again",
    "notABadge": "Not a badge code",
    "holdFlat": "Hold the code flat, a hand's width away"
  },
  "closed": {
    "unreachable": {
      "headline": "Please see our staff",
      "below": "This kiosk can't take scans right now"
    },
    "blocked": {
      "headline": "Please use another entrance",
      "below": "or ask our staff"
    },
    "byStaff": {
      "headline": "This entrance is closed",
      "below": "Please use another entrance or ask our staff",
      "place": "Please use {place}"
    }
  },
  "edge": {
    "online": "Online",
    "saved": {
      "online": "{count, plural, one {Online · # scan to confirm} other {Online · # scans to confirm}}",
      "offline": "{count, plural, one {Offline · # scan saved} other {Offline · # scans saved}}",
      "blocked": "{count, plural, one {Needs our staff · # scan saved} other {Needs our staff · # scans saved}}"
    },
    "outOfService": "Out of service",
    "typeCode": "Type a code",
    "tryAgain": "Try again",
    "staff": "Staff",
    "unchecked": "Not checked today"
  },
  "languages": {
    "open": "Language: {name}",
    "title": "Choose your language",
    "close": "Back"
  },
  "codeEntry": {
    "label": "Type the code on your badge",
    "checkIn": "Check in",
    "cancel": "Cancel",
    "delete": "Delete",
    "meant": "Did you mean {code}?",
    "shift": "Capital letters",
    "shiftKey": "Aa"
  },
  "steward": {
    "clear": "Clear",
    "escape": "Esc",
    "below": "With it stewards see the overview, send scans again, close the entrance and test scanners. Settings, the key, exporting, wiping and leaving stay with the supervisor, whose PIN is the staff PIN.",
    "again": "Steward PIN again",
    "isSet": "A steward PIN is set.",
    "notSet": "No steward PIN is set: everybody uses the staff PIN.",
    "save": "Set this PIN",
    "remove": "Remove the steward PIN",
    "saved": "The steward PIN is set.",
    "removed": "The steward PIN is removed."
  },
  "fault": {
    "headline": "This kiosk is closed",
    "below": "Please use another entrance gate or ask our staff"
  },
  "pin": {
    "label": "Staff PIN",
    "unlock": "Unlock",
    "back": "Back to scanning",
    "clear": "Delete the last digit",
    "problem": {
      "wrong-pin": "Wrong PIN. Try again.",
      "locked": "The staff area was locked in the meantime. Enter the PIN again.",
      "no-pin": "No staff PIN has been set. Set KIOSK_STAFF_PIN and start the kiosk again.",
      "pin-lost": "The file with the staff PIN is damaged, so no PIN works. Set KIOSK_STAFF_PIN to a new one and start the kiosk again.",
      "not-enough": "That is the steward's PIN. Enter the supervisor's."
    },
    "wrongWait": "Wrong PIN. Try again in {seconds, number} s.",
    "tooQuick": "That was too fast. Enter the PIN again, one digit after another.",
    "noAnswer": "The kiosk doesn't answer. Try again.",
    "backToStaff": "Back to the staff area"
  },
  "settings": {
    "labels": {
      "baseUrl": "Confera address",
      "apiKey": "Device key",
      "location": "Location",
      "mode": "What is checked in",
      "eventName": "Event name",
      "language": "Language",
      "desk": "Where people are sent",
      "scannerSide": "Where the scanner is",
      "timeZone": "Time zone of the venue",
      "debounceMs": "Ignore repeats for (ms)",
      "timeoutMs": "Longest wait for an answer (ms)",
      "codePattern": "Pattern of badge codes",
      "camera": "Camera",
      "codeFormats": "Codes for the camera to read",
      "cameraRestMinutes": "Camera rests after (minutes, 0 = never)",
      "scannerPrefix": "What the scanner adds before each code",
      "scannerSuffix": "What the scanner adds after each code",
      "scannerLayout": "The scanner's keyboard layout",
      "wedgeGapMs": "Longest gap between two keys (ms)",
      "wedgeMeanMs": "Average gap between keys (ms)",
      "wedgeMinLength": "Shortest scanned code",
      "serialBaudRate": "Speed of the serial scanner (baud)",
      "serialScanners": "Serial scanners",
      "staffPin": "Staff PIN",
      "offeredLanguages": "Languages that visitors may choose",
      "theme": "Look of the screen",
      "accent": "Accent colour",
      "hand": "Which hand uses the screen",
      "layout": "Whom the screen is for",
      "resultsStay": "Results stay until the next scan",
      "volume": "Volume, 0 to 100",
      "speech": "Speak the results",
      "hideNames": "Hide people's names",
      "startAtLogin": "Start the installed app at login",
      "stewardPin": "Steward PIN",
      "purpose": "What this device is for"
    },
    "hints": {
      "baseUrl": "https://…",
      "accent": "The kiosk's own unless set, for example #0b5cad",
      "location": "Gate A",
      "desk": "the registration desk",
      "timeZone": "This machine's unless set, for example Asia/Karachi",
      "scannerPrefix": "Nothing unless set, for example \\x02",
      "scannerSuffix": "Nothing unless set, for example \\x03",
      "serialScanners": "None unless added, for example 0c2e:0caa"
    },
    "options": {
      "0": "No",
      "1": "Yes",
      "auto": "Whichever the code is for",
      "badge": "Always the badge",
      "attendance": "Always the day's attendance",
      "top": "Above the screen",
      "bottom": "Below the screen",
      "left": "Left of the screen",
      "right": "Right of the screen",
      "qr": "QR code",
      "data-matrix": "Data Matrix",
      "aztec": "Aztec",
      "pdf417": "PDF417",
      "code-128": "Code 128",
      "unset": "Leave it as it is",
      "system": "As the system is set",
      "dark": "Dark",
      "light": "Light",
      "contrast": "High contrast, for sunlight",
      "visitors": "Visitors",
      "steward": "A steward: with the last scans",
      "self-service": "Self-service kiosk",
      "gate": "Staffed gate",
      "laptop": "Staff laptop"
    },
    "hands": {
      "right": "Right hand",
      "left": "Left hand"
    },
    "accentMade": {
      "as-chosen": "As you chose it",
      "lighter": "Made lighter so that it can be read",
      "darker": "Made darker so that it can be read"
    },
    "anyCamera": "Any camera",
    "pinAgain": "Staff PIN again",
    "more": "More",
    "scanners": "Scanners",
    "fromOutside": {
      "environment": "Set where the kiosk is started, so it can't be changed here.",
      "flag": "Set by the command that starts the kiosk, so it can't be changed here."
    },
    "secretKept": "Set. Leave empty to keep it.",
    "pinsDiffer": "The two PINs are not the same.",
    "pinNeeded": "Choose a staff PIN of 4 to 12 digits.",
    "protection": {
      "keyring": "The key is kept in this machine's keyring.",
      "file": "This machine has no keyring, so the key is kept in a file that only file permissions protect."
    },
    "strangers": "These files in the data folder don't belong to the kiosk, and wiping this device doesn't delete them: {names}.",
    "test": "Test connection",
    "testing": "Testing…",
    "testPassed": "Connected. Confera accepts this key.",
    "problems": {
      "unauthorized": "Confera doesn't accept this key. Copy it again, whole and without quotation marks, or ask the organiser for another.",
      "forbidden": "This key may not check people in. Ask the organiser for a key that may.",
      "conference-inactive": "The conference isn't active in Confera yet, or its plan has ended. Ask the organiser to look there.",
      "badges-forbidden": "This key may not check badges in, as this kiosk has to. Ask the organiser for a key that may.",
      "attendance-forbidden": "This key may not record attendance, as this kiosk has to. Ask the organiser for a key that may.",
      "other-conference": "This key belongs to another conference. Wipe this device before you use it there.",
      "rate-limited": "Confera asks us to wait. Try again in a minute.",
      "server-trouble": "Confera is having problems of its own. Try again in a minute."
    },
    "save": "Save",
    "saving": "Saving…",
    "saveAnyway": "Save anyway",
    "oldKeyKept": "Nothing was changed.",
    "untestedKey": "The new key can't be tested now, so this kiosk goes on with the old one: enter the new one again later.",
    "untestedKeyNeeded": "The new key can't be tested now, but Confera refuses the old one, so you may save it anyway.",
    "saved": "Saved.",
    "noAnswer": "The kiosk doesn't answer. Nothing was saved.",
    "notWritten": "The settings could not be written to this device. Is its disk full or read-only?",
    "waiting": {
      "headline": "{count, plural, one {# scan waits for the old address} other {# scans wait for the old address}}",
      "headlineUnknown": "Scans may wait for the old address",
      "below": "Only that address can take what waits. Choose what to do.",
      "belowUnknown": "They can't all be read right now, so it isn't known how many there are. They can be sent nowhere else.",
      "keep": "Keep for the old address",
      "export": "Export as a file",
      "saveOnce": "Save once you have it.",
      "saveExported": "I have the file, save",
      "cancel": "Change nothing"
    }
  },
  "setup": {
    "headline": "Set up this kiosk",
    "below": "Or type the address and the device key. The organiser gets both from Confera.",
    "locked": "This kiosk has been set up before. Unlock it to change its settings.",
    "progress": "Step {step, number} of {count, number}",
    "titles": {
      "connect": "Connect to Confera",
      "purpose": "What is this device for?",
      "place": "Where does it stand?",
      "try": "Try a scan",
      "pin": "Choose a PIN for your staff"
    },
    "back": "Back",
    "next": "Next",
    "skip": "Skip",
    "finish": "Start",
    "check": "Check this device now",
    "goOn": "Go on anyway",
    "show": "Show",
    "hide": "Hide",
    "keyNotKept": "Enter the key again: it is only kept once the set-up is done.",
    "draftNotKept": "What you enter can't be kept on this device until the set-up is done. Is its disk full or read-only?",
    "purposes": {
      "self-service": "Visitors scan their own badges, and can't leave this screen.",
      "gate": "Your staff scan the visitors' badges. Each result stays until the next scan, sounds are softer, and nobody can leave this screen.",
      "laptop": "Your staff use it beside their other work: in an ordinary window, with a light screen and soft sounds."
    },
    "laptopNext": "It gets an ordinary window the next time it is started: press Staff, then Leave, and start it again.",
    "locationNote": "Your reports tell entrances apart by this name. With only one entrance you can leave it empty.",
    "machineZone": "{zone} (this machine's)",
    "zoneTime": "It is {time} there now.",
    "zonesFound": "{count, plural, one {# time zone} other {# time zones}}",
    "zonesNone": "No time zone was found. Try the country, or the largest city nearby.",
    "later": "You can change all of this later: press Staff, then Settings.",
    "tryHint": "Hold a badge, or this code, up to the scanner or the camera. Nobody is checked in.",
    "waiting": "Waiting for a scan…",
    "noneComes": "Nothing happens? Check that the scanner is plugged in. You can go on without, and try again later: press Staff, then Scanner test.",
    "works": "It works. This was read:",
    "refused": "This scan would be refused:",
    "readBy": {
      "camera": "Read by the camera",
      "wedge": "Read by a scanner that types like a keyboard",
      "hid": "Read by a HID scanner",
      "serial": "Read by a serial scanner"
    },
    "pinBelow": "Whoever knows it can change this kiosk. Write it down: nobody can look it up later.",
    "pinEasy": "This PIN is easy to guess. Better choose another."
  },
  "logo": {
    "headline": "Logo",
    "below": "A PNG, JPEG or WebP of up to 1 MB and {side, number} pixels a side. Visitors see it at the top of the idle screen.",
    "choose": "Choose a file",
    "remove": "Remove the logo",
    "saved": "The logo is saved.",
    "removed": "The logo is removed.",
    "problem": {
      "empty": "The file is empty. Get it again from whoever made it.",
      "too-large": "The file is larger than 1 MB. Save the logo as a smaller one.",
      "svg": "SVG is not taken, because it can contain programs. Save the logo as a PNG.",
      "not-a-picture": "This is not a PNG, JPEG or WebP, whatever its name says.",
      "too-many-pixels": "The picture is more than {side, number} pixels wide or high. Make it smaller.",
      "animated": "The picture moves. Choose one that stands still.",
      "damaged": "The file is damaged or cut off. Get it again from whoever made it.",
      "not-written": "The logo could not be written to this device. Is its disk full or read-only?"
    }
  },
  "staff": {
    "headline": "Staff",
    "overview": "Overview",
    "scanner": "Scanner test",
    "settings": "Settings",
    "lock": "Lock",
    "leave": "Leave",
    "leaveElsewhere": "This kiosk can only be closed where it was started: end it there, or close its window.",
    "noAnswer": "The kiosk doesn't answer.",
    "attentionTitle": "Needs a person",
    "attentionNone": "Nothing needs a person.",
    "attentionNoneElse": "Nothing else needs a person.",
    "recentTitle": "Recent scans",
    "recentNone": "No scans yet.",
    "sendAgain": "Send again",
    "sendAllAgain": "Send all again",
    "dismiss": "Put away",
    "dismissed": "Put away. It will not be sent again.",
    "goOn": "Go on without them",
    "goesOn": "The saved scans are being sent now.",
    "sentAgain": "{count, plural, one {# scan will be sent again.} other {# scans will be sent again.}}",
    "columns": {
      "time": "Time",
      "code": "Code",
      "kind": "Kind",
      "outcome": "Outcome",
      "attempts": "Tries",
      "action": "What to do"
    },
    "kind": {
      "badge": "Badge",
      "attendance": "Attendance"
    },
    "stillSending": "Waiting",
    "told": "{outcome}: {reason}",
    "since": "for {age}",
    "ago": "{age} ago",
    "outcome": {
      "checked-in": "Checked in",
      "already-checked-in": "Already checked in",
      "queued": "Waiting",
      "rejected": "Rejected",
      "attention": "Needs a person",
      "not-saved": "Not saved",
      "unreadable": "Unreadable",
      "ignored": "Repeat"
    },
    "reason": {
      "unknown-badge": "unknown badge",
      "revoked-badge": "revoked badge",
      "invalid-code": "invalid code",
      "key-refused": "key refused",
      "not-allowed": "not allowed with this key",
      "key-reused": "conflicts with another scan",
      "refused-before": "refused before",
      "no-network": "no network",
      "server-trouble": "trouble at Confera",
      "rate-limited": "Confera asks us to wait",
      "disk-full": "disk full",
      "storage": "storage failed",
      "empty": "empty",
      "too-long": "too long",
      "control-characters": "control characters",
      "repeat": "repeat"
    },
    "more": "Enter the supervisor's PIN",
    "check": "Check"
  },
  "scannerTest": {
    "tryTitle": "Try a scanner",
    "tryHint": "Scan any code. Nothing is sent from this page.",
    "tryCamera": "Try the camera",
    "closeCamera": "Close the camera",
    "source": {
      "wedge": "Types like a keyboard",
      "hid": "HID scanner",
      "serial": "Serial scanner",
      "camera": "Camera"
    },
    "rows": {
      "sent": "Would be sent",
      "raw": "As received",
      "doubt": "Refused because",
      "symbology": "Kind of code",
      "timing": "Keys",
      "decoding": "Read in",
      "layout": "Keyboard layout"
    },
    "decoding": "{ms, number} ms",
    "nothingRead": "nothing could be read for certain",
    "notABadge": "not a badge's code",
    "tooShort": "too short",
    "tooShortSet": "{length} characters are too few to tell a scanner from a person: set “{setting}” in Settings to {length}",
    "tooShortAnyway": "{length, number} characters are too few to tell a scanner from a person: use a scanner in the mode USB HID POS or USB serial, which takes codes of any length",
    "doubt": {
      "several-lines": "it is a text of several lines, such as a contact card, and not a badge's code",
      "control-character": "it contains a control character, which no badge's code does",
      "broken": "other keys were pressed during the scan, or it was the rest of another scan",
      "incomplete": "its beginning or its end may be missing",
      "stray-key": "it may contain a key that somebody pressed",
      "two-scanners": "two scanners may have typed at once; if there is only one, scan the same code again",
      "part": "it is only one part of a code that is spread over several symbols",
      "not-text": "its bytes are neither UTF-8 nor in the character set that the code names: ask whoever printed it"
    },
    "symbologyUnknown": "the scanner doesn't say",
    "timing": "{keys, number}, {mean, number} ms apart on average, {largest, number} ms at most, then {end}",
    "timingNoEnd": "{keys, number}, {mean, number} ms apart on average, {largest, number} ms at most, then nothing",
    "layout": {
      "plain": "makes no difference for this code",
      "as-typed": "the same as this machine's ({machine})",
      "mended": "the scanner types {scanner} and this machine is set to {machine}: corrected",
      "unclear": "unclear, so the scan is refused: measure the scanner below",
      "dead-key": "on this machine ({machine}) one of the keys is a dead key, which only adds an accent to the next one, so the scan is refused: measure the scanner below, or set this machine to US English"
    },
    "layoutNames": {
      "auto": "Found out from each scan",
      "machine": "This machine's",
      "us": "US English",
      "gb": "British",
      "de": "German",
      "ch": "Swiss",
      "fr": "French",
      "be": "Belgian",
      "es": "Spanish",
      "it": "Italian",
      "pt": "Portuguese",
      "br": "Brazilian",
      "nordic": "Nordic",
      "tr": "Turkish"
    },
    "layoutUnknown": "a layout that the kiosk doesn't know",
    "refused": "Nothing: {reason}",
    "sent": {
      "badge": "Badge {code}",
      "attendance": "Attendance {code}"
    },
    "devicesTitle": "USB scanners that don't type",
    "devicesHint": "A scanner works best in the mode “USB HID POS”, and otherwise in “USB serial”. Then no window focus, keyboard layout or timing can spoil its scans. Its manual has the code that switches it over.",
    "devicesNone": "No scanner is attached that this kiosk may use.",
    "addHid": "Add a HID scanner",
    "addSerial": "Add a serial scanner",
    "notAdded": "No scanner was chosen. If several serial devices are attached, leave only the scanner plugged in.",
    "measureTitle": "Measure a scanner that types",
    "measureHint": "This finds out how fast the scanner types, and for which keyboard layout. Press Measure, then scan this code.",
    "measure": "Measure",
    "measuring": "Scan the code now…",
    "otherCode": "That was another code. Scan the one above.",
    "unknownLayout": "It types for a keyboard layout that the kiosk doesn't know. Set it to US English or, better, to USB HID POS.",
    "measured": "It types {layout} at {meanGap, number} ms a key.",
    "measuredSlow": "That is slow. If its manual has a setting for the delay between keys, choose no delay.",
    "keep": "Keep this for the kiosk",
    "kept": "Kept. Scans are read in this way from now on.",
    "givenOutside": "Not changed: {names}. They are set where the kiosk is started, so change them there.",
    "manualTitle": "What to set in a scanner",
    "manualHint": "Each make and model has its own setup codes, so they can't be shown here. Look for these in its manual:",
    "manual": {
      "interface": {
        "what": "Interface",
        "value": "USB HID POS, otherwise USB serial, otherwise USB keyboard"
      },
      "layout": {
        "what": "Keyboard layout",
        "value": "US English"
      },
      "after": {
        "what": "After each code",
        "value": "Enter (CR)"
      },
      "before": {
        "what": "Before each code",
        "value": "nothing"
      },
      "pace": {
        "what": "Between keys",
        "value": "no delay"
      },
      "letters": {
        "what": "Letters",
        "value": "unchanged, capitals as well as small letters"
      }
    },
    "samplesTitle": "Codes to try",
    "samples": {
      "badge": "A badge",
      "attendance": "A day's attendance",
      "barcode": "A badge as Code 128",
      "letters": "Letters beyond ASCII",
      "longest": "The longest code allowed"
    },
    "enlarge": "Show larger: {name}",
    "smaller": "Back"
  },
  "sound": {
    "title": "Sound and speech",
    "hint": "Press a button to hear it at the volume that is set.",
    "muted": "The volume is 0, so nothing can be heard. You can change that in Settings.",
    "cues": {
      "welcome": "Welcome",
      "again": "Already checked in",
      "saved": "Saved",
      "stop": "Stop"
    },
    "notSpoken": "Results are not spoken. You can change that in Settings.",
    "sample": "Speak a sample: {name}",
    "noVoice": "This device has no voice for {names}. Such results are shown and sounded, but not spoken.",
    "getVoice": "Add a voice in the system's settings. On Debian, install speech-dispatcher and speech-dispatcher-espeak-ng. Then restart the kiosk."
  },
  "wipe": {
    "open": "Wipe this device…",
    "headline": "Wipe this device?",
    "below": "Its key, settings, PIN and record of scans will be deleted. Revoke the key in Confera as well.",
    "confirm": "Wipe it",
    "waiting": "{count, plural, one {# scan has not been confirmed} other {# scans have not been confirmed}}",
    "waitingUncounted": "Some scans may not have been confirmed",
    "waitingBelow": "Wait until the sending is done, or export a file for the organiser first.",
    "waitingUnknown": "This device's scans can't all be read right now, so it isn't known how many there are. First export what can be read for the organiser. Wiping loses the rest.",
    "export": "Export as a file",
    "confirmLoss": "{count, plural, one {Wipe it, and lose # scan} other {Wipe it, and lose # scans}}",
    "confirmLossUncounted": "Wipe it, and lose whatever is waiting",
    "cancel": "Change nothing",
    "givenFromOutside": "The key is given by the environment. Remove it there and start the kiosk again.",
    "notWipedButKey": "The key is gone, but something else could not be deleted. Try again.",
    "notWiped": "Nothing could be deleted, and the key is still here. Make the data folder writable and try again."
  },
  "facts": {
    "unreachable": "The screen can't reach the kiosk's program",
    "unreachableDo": "Scans are not saved. Start the kiosk again.",
    "notSaved": "Scans are not saved",
    "notSavedDo": {
      "disk-full": "The disk is full. Free some space.",
      "read-only": "The data folder has become read-only. Make it writable.",
      "no-rights": "The kiosk may not write to its data folder. Give its user the right to do so.",
      "locked": "Another program holds the database. Close it.",
      "disk-fails": "The disk is failing. Use another device.",
      "damaged": "The database is damaged. It will be set aside when the kiosk restarts.",
      "other": "The log says why."
    },
    "connection": {
      "online": "Online",
      "offline": "Offline",
      "blocked": "Refused by Confera"
    },
    "connectionDo": {
      "key-refused": "Confera no longer accepts this device's key: get a new one from the organiser and enter it in Settings.",
      "not-allowed": "This key lacks a permission. Ask the organiser, or enter another key.",
      "no-network": "Check the cable or Wi-Fi.",
      "server-trouble": "Confera is having problems of its own. There is nothing to do here.",
      "rate-limited": "Confera asks us to wait. There is nothing to do here."
    },
    "keyRefusedOutside": "Confera no longer accepts this device's key: get a new one from the organiser, give it as CONFERA_API_KEY, and start the kiosk again.",
    "trouble": {
      "dns": "The address of Confera can't be found. Check the cable or Wi-Fi, then the address.",
      "no-route": "This device has no connection to the network. Check the cable or Wi-Fi.",
      "refused": "The connection is refused. Check the address. If it is right, a firewall may be in the way: ask whoever runs the network.",
      "timeout": "Confera does not answer in time. Check the cable or Wi-Fi, and whether a firewall is in the way.",
      "broken": "The connection was cut off. Check the cable or Wi-Fi.",
      "certificate-early": "According to this device's clock, Confera's certificate is not valid yet. Correct this device's date and time.",
      "certificate-expired": "According to this device's clock, Confera's certificate has expired. Check this device's date and time. If they are right, tell whoever runs Confera.",
      "certificate-unknown": "This device doesn't trust the certificate. The network may be asking for a sign-in, or it may be inspecting the traffic. Ask whoever runs the network. If it has a certificate authority of its own, install that authority's certificate here.",
      "certificate-host": "The certificate belongs to another address. Check the address for a typing error. If it is right, the network may be asking for a sign-in.",
      "tls": "No secure connection can be made. Check the address, then ask whoever runs the network.",
      "proxy-password": "The network's proxy asks for a user name and a password. Whoever looks after this device has to add them to its proxy setting (HTTPS_PROXY) and start the kiosk again.",
      "proxy-forbids": "The network's proxy does not let this device through to Confera. Ask whoever runs the network to allow it.",
      "proxy-fails": "The network's proxy can't reach Confera. Tell whoever runs the network.",
      "proxy-unreachable": "The network's proxy can't be reached. Check the cable or Wi-Fi, then this device's proxy setting (HTTPS_PROXY).",
      "redirect": "Something sends this device to another address. Sign in to the network with a browser, or check the address.",
      "sign-in": "A web page answers in Confera's place, so the network may be asking for a sign-in. Sign in with a browser, or check the address.",
      "gateway": "A server in front of Confera answers in its place. If this goes on, tell whoever runs Confera.",
      "not-confera": "Something other than Confera answers at this address. Check it for a typing error."
    },
    "troubleStatus": "The answer has the status {status}.",
    "troubleNow": "Trouble on the way to Confera",
    "troubleOver": "Last trouble on the way to Confera, over now",
    "savedMeanwhile": "Scans are saved and sent later.",
    "backlogStopped": "Sending has stopped",
    "backlogStoppedDo": "Ten different codes in a row were refused. Check the address and the event in Settings, then send them again or go on without them.",
    "needsAttention": "{count, plural, one {# scan needs a person} other {# scans need a person}}",
    "needsAttentionDo": "See the table.",
    "queued": "{count, plural, one {# scan to confirm} other {# scans to confirm}}",
    "queuedDo": "Saved scans are sent as soon as Confera answers. There is nothing to do here.",
    "queuedBlockedDo": "Saved scans are sent as soon as Confera accepts this device again.",
    "queuedNone": "All scans confirmed",
    "elsewhere": "{count, plural, one {# scan waits for another address} other {# scans wait for another address}}",
    "elsewhereDo": "To send, set that address again.",
    "clockAhead": "This device's clock is {by} ahead",
    "clockBehind": "This device's clock is {by} behind",
    "clockDo": "Correct it, because each scan gets its time and its day from it.",
    "setAside": "A damaged database was set aside",
    "carriedOver": "{count, plural, one {# scan carried over.} other {# scans carried over.}}",
    "lost": "{count, plural, one {# scan lost.} other {# scans lost.}}",
    "moreFeared": "The last scans before the damage may be missing.",
    "damagedFolder": "The damaged files are in {folder}. Give them to whoever looks after this device, then remove them.",
    "damagedFile": "{file}.json was damaged and has been set aside",
    "damagedLogo": "The logo was damaged and is not shown",
    "damagedFileDo": {
      "device": "This device has a new name and, while offline, no longer recognises the scans it took earlier today. Remove device.json.damaged once somebody has looked at it.",
      "settings": "The settings made on this screen are lost, so go through Settings. Remove settings.json.damaged once somebody has looked at it.",
      "logo": "Choose it again in Settings, or remove it there.",
      "staff": "The staff PIN had to be set again. Remove staff.json.damaged.",
      "steward": "Stewards have no PIN of their own any more. Set one in Settings, and remove steward.json.damaged."
    },
    "lastAnswer": "Last answer from Confera",
    "lastAnswerNever": "Confera has answered no scan yet",
    "camera": "Camera",
    "cameraState": {
      "starting": "Starting",
      "on": "On",
      "crowded": "On, with several badges in front of it",
      "resting": "Resting until somebody comes",
      "none": "None found",
      "denied": "Not allowed. Allow it for this page.",
      "busy": "In use by another program. Close that one.",
      "decoder": "The decoder has failed. Start the kiosk again.",
      "lost": "Unplugged. Plug it in again."
    },
    "layout": "The scanner's keyboard layout",
    "layoutDo": {
      "as-typed": "The same as this machine's ({machine}).",
      "mended": "The scanner types {scanner} and this machine is set to {machine}. Scans are corrected.",
      "unclear": "It is unclear, so scans are refused. Scan the measuring code in Scanner test.",
      "dead-key": "On this machine ({machine}) one of the keys is a dead key, which only adds an accent to the next one, so scans are refused. Scan the measuring code in Scanner test, or set this machine to US English."
    },
    "tooShort": "A scanner types codes that are too short",
    "tooShortDo": "The last one had {length, number} characters and was not taken for a scan. Scan it in Scanner test, which says what to set.",
    "scanner": {
      "hid": "HID scanner",
      "serial": "Serial scanner"
    },
    "scannerNamed": {
      "hid": "HID scanner {name}",
      "serial": "Serial scanner {name}"
    },
    "scannerState": {
      "opening": "Starting",
      "on": "On",
      "busy": "Cannot be opened. Close the program that uses it.",
      "unplugged": "Unplugged. Plug it in again."
    },
    "window": "Window system",
    "windowSystem": {
      "x11": "X11",
      "xwayland": "XWayland (X11 in a Wayland session)",
      "wayland": "Wayland"
    },
    "onWayland": "The kiosk runs on Wayland",
    "waylandInFront": "Other windows can cover it.",
    "waylandDisplay": "The chosen display (KIOSK_DISPLAY) has no effect.",
    "waylandDo": "Install XWayland and start the kiosk again, or log in to a desktop on X11.",
    "totals": "Confirmed on this device",
    "address": "Address",
    "device": "Device"
  },
  "age": {
    "seconds": "{seconds, number} s",
    "minutes": "{minutes, number} min",
    "hours": "{hours, number} h {minutes, number} min",
    "days": "{days, number} d"
  },
  "entrance": {
    "isOpen": "Open to visitors",
    "isClosed": "Closed to visitors",
    "close": "Close this entrance",
    "open": "Open again",
    "place": "Where visitors go instead",
    "example": "Gate B",
    "show": "Show it to visitors",
    "shown": "Visitors see it now.",
    "notClosed": "The entrance was opened on another screen, so visitors don't see this.",
    "closedUnkept": "This device couldn't write down that the entrance is closed: after a restart it would be open again. Is the disk full or read-only?",
    "openUnkept": "The entrance is open, but this device couldn't write that down: after a restart it would be closed again. Is the disk full or read-only?"
  },
  "provisioning": {
    "headline": "Set up by a code",
    "below": "Scan the code on your set-up sheet with this kiosk's scanner.",
    "open": "Scan a set-up code",
    "close": "Close",
    "useCamera": "Use the camera",
    "paste": "Paste the code",
    "letters": "The code's letters",
    "goOn": "Go on",
    "taken": "The code was read. Now type its passphrase.",
    "passphrase": "Passphrase",
    "hint": "The organiser has told it to you. It isn't on the sheet.",
    "show": "Show what I type",
    "use": "Use this code",
    "other": "Another code",
    "done": "Done. The code's settings and key are in use. Location: {location}",
    "needed": "Type the passphrase.",
    "wrong": "Wrong passphrase. Try again.",
    "wrongWait": "Wrong passphrase. Try again in {seconds, number} s.",
    "problem": {
      "no-code": "That isn't a set-up code. Scan the code on your set-up sheet.",
      "damaged": "The code was not read whole. Scan it again.",
      "newer": "This code was made for another version of this app. Update the kiosk, or ask the organiser for a new sheet.",
      "expired": "This code has expired. Ask the organiser for a new sheet. If it should still be valid, check this machine's clock.",
      "other-event": "This code is for another event. Wipe this device before you use it there.",
      "given-from-outside": "The address or the key is set where the kiosk is started, so change it there."
    }
  },
  "preflight": {
    "ready": "Ready for the doors",
    "todo": "Something is still to be tried",
    "look": "Look at what is marked",
    "stop": "Not ready: see what is marked",
    "again": "Check again",
    "states": {
      "green": "Good",
      "amber": "Have a look",
      "red": "Not good",
      "unknown": "Not known"
    },
    "names": {
      "scope": "What the key may do",
      "clock": "Clock",
      "disk": "Storage",
      "queue": "Saved scans",
      "scanner": "Scanner",
      "decoder": "Code reader of the camera",
      "sound": "Sound",
      "touch": "Touchscreen",
      "lockdown": "Locked for visitors",
      "power": "Power and screen",
      "version": "Version"
    },
    "found": {
      "addressAnswers": "Confera answers.",
      "unencrypted": "Confera answers, but the key crosses the network unencrypted. Use an address that starts with https://.",
      "worksFor": "Confera accepts the key. It is for {conference}.",
      "otherEvent": "The key is for {conference}, but the event here is {event}. If those are two events, ask the organiser for another key.",
      "unasked": "Confera can't be asked now.",
      "untold": "Confera's answer doesn't tell. Try a real badge before the doors open.",
      "scopeThere": "The key may do what this kiosk needs.",
      "onlyBadges": "With this key badges can be checked in, but no attendance recorded. If nobody brings attendance codes, choose that in Settings.",
      "onlyAttendance": "With this key attendance can be recorded, but no badges checked in. If nobody brings badges, choose that in Settings.",
      "clockRight": "It shows the same time as Confera's.",
      "zoneSame": "{zone}, where it is {time} now.",
      "zoneDiffers": "In {zone} it is {time} now, but this device is set to {machine}, where it is {machineTime}. If it isn't {time} here, change the zone in Settings.",
      "diskWrites": "A test file was saved. {megabytes, number} MB are free.",
      "diskLow": "Only {megabytes, number} MB are free. Free some space.",
      "diskSlow": "The disk is slow, and each person has to wait for it. Close what else uses it, or use another device.",
      "queueOld": "The oldest has waited for {age}. The overview says what keeps it.",
      "pinSet": "A PIN is set, and it isn't easy to guess.",
      "pinEasy": "It is easy to guess, as 1234 or a year is. Choose another in Settings.",
      "pinNotNoted": "Whether it is easy to guess isn't known. Set it once more in Settings.",
      "cameraTodo": "Open the camera and hold a badge up to it.",
      "cameraGood": "It reads badges.",
      "cameraDark": "The picture is dark or empty. Take the cover off, or turn on a light.",
      "cameraBlurred": "The picture is out of focus. Clean the lens, or hold a badge up to it.",
      "scannerTodo": "Scan this code, or any badge. Nothing is sent.",
      "scannerGood": "It reads codes whole.",
      "scannerNoEnter": "It sends no Enter after a code, so each scan takes longer. Set that in the scanner.",
      "scannerLayout": "It types for another keyboard than this device's, so codes come out wrong. Scan the measuring code in Scanner test.",
      "decoderGood": "It reads the code that is drawn for it.",
      "soundTodo": "Play the tone. Did you hear it?",
      "soundHeard": "The tone was heard.",
      "soundNot": "The tone was not heard. Turn up the loudspeaker, and check its cable.",
      "touchTodo": "Touch all four corners of the screen.",
      "touchGood": "All four corners react.",
      "touchMissed": "Not all corners react. Clean the screen, or calibrate it in the system's settings.",
      "lockdownOn": "Visitors can't leave the kiosk.",
      "lockdownOff": "Visitors could leave the kiosk. Unless this is a staff laptop, set KIOSK_LOCKDOWN=1 and start it again.",
      "powerAwake": "The screen stays on, and the device has power.",
      "powerBattery": "The device runs on its battery. Plug it in.",
      "powerMaySleep": "The screen may go to sleep. Turn that off in the system's settings.",
      "powerNotKnown": "Whether the screen goes to sleep isn't known here. Turn sleep off in the system's settings, and plug the device in.",
      "versionAlone": "This is version {version}. Without a hub it isn't known whether the other devices have the same."
    },
    "play": "Play",
    "heard": "I heard it",
    "notHeard": "I heard nothing",
    "touch": "Touch the corners"
  },
  "touchKeyboard": {
    "label": "Keyboard",
    "space": "Space",
    "signs": "Signs",
    "letters": "Letters",
    "hide": "Hide the keyboard",
    "latinOnly": "This keyboard has Latin letters only. For others, plug in a keyboard.",
    "nextField": "Next field",
    "done": "Done"
  }
};
export = english;
