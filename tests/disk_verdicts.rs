//! Our verdicts on disks: a corpus of SMART records as hubs send them, made from what is known about such drives.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where it stands"
)]

use blinkenrack::domain::disks::{DiskKind, DiskLevel, verdict};
use blinkenrack::domain::format::TemperatureUnit;
use blinkenrack::domain::inventory::SmartDisk;
use blinkenrack::hub::records::{Fields, inventory};
use serde_json::{Value, json};

/// Description, type, the drive's own verdict, temperature, values, our level, and part of the reason. ATA values: `number=raw`, then
/// `/normalized/limit`, `!now` or `!past`, and the text of the raw value in `'`. Other values: `Name=raw` or `Name='text'`.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    i32,
    &'static str,
    DiskLevel,
    &'static str,
);

use DiskLevel::{Failing, Good, Unknown, Watch};

const ATA: &[Case] = &[
    (
        "healthy 4 TB disk",
        "sat",
        "PASSED",
        35,
        "5=0/100/10 9=23456 197=0 198=0 199=0",
        Good,
        "",
    ),
    (
        "healthy, new",
        "sat",
        "PASSED",
        28,
        "5=0/200/140 9=12 12=4 197=0",
        Good,
        "",
    ),
    (
        "Seagate counts reads as errors",
        "sat",
        "PASSED",
        33,
        "1=187459368/82/6 7=95733219/79/45 195=187459368/82 5=0/100/10 187=0 197=0",
        Good,
        "",
    ),
    (
        "Seagate packs three counts into 188",
        "sat",
        "PASSED",
        33,
        "188=8590065666'2 2 2' 5=0/100/10",
        Good,
        "",
    ),
    (
        "Seagate packs head hours into 240",
        "sat",
        "PASSED",
        33,
        "240=211054879348310'31318h+27m+24.198s' 5=0",
        Good,
        "",
    ),
    (
        "WD packs the average into 5",
        "sat",
        "PASSED",
        33,
        "5=34359738368/100/5'0 (0, 8)' 197=0",
        Good,
        "",
    ),
    (
        "hours with minutes in the text",
        "sat",
        "PASSED",
        33,
        "9=112150186040530'32978h+09m+41.430s' 5=0",
        Good,
        "",
    ),
    (
        "temperature packed with its extremes",
        "sat",
        "PASSED",
        35,
        "194=85899345955/65'35 (Min/Max 20/47)' 5=0",
        Good,
        "",
    ),
    (
        "Seagate was hot once (190 past)",
        "sat",
        "PASSED",
        38,
        "190=38/62/45!past'38 (Min/Max 22/56)' 5=0",
        Good,
        "",
    ),
    (
        "Seagate is hot now (190 now)",
        "sat",
        "PASSED",
        61,
        "190=61/39/45!now 5=0",
        Watch,
        "61 °C is hot",
    ),
    (
        "a few cable errors",
        "sat",
        "PASSED",
        33,
        "199=14 5=0 197=0",
        Good,
        "",
    ),
    (
        "a bad cable",
        "sat",
        "PASSED",
        33,
        "199=7211 5=0 197=0",
        Watch,
        "cable",
    ),
    (
        "PASSED with one pending sector",
        "sat",
        "PASSED",
        36,
        "5=0/100/10 197=1/100 198=0",
        Watch,
        "1 sector could not be read",
    ),
    (
        "PASSED with 8 pending sectors",
        "sat",
        "PASSED",
        36,
        "5=0/100/10 197=8/100 198=8/100",
        Watch,
        "8 sectors could not be read",
    ),
    (
        "PASSED with 48 pending sectors",
        "sat",
        "PASSED",
        36,
        "5=0/100/10 197=48/88 198=48/88",
        Failing,
        "48 sectors",
    ),
    (
        "pending as a text only",
        "sat",
        "PASSED",
        36,
        "197=0'16'",
        Failing,
        "16 sectors",
    ),
    (
        "PASSED with 3 reallocated sectors",
        "sat",
        "PASSED",
        36,
        "5=3/100/10 197=0",
        Watch,
        "3 bad sectors were replaced by spares",
    ),
    (
        "PASSED with 1 reallocated sector",
        "sat",
        "PASSED",
        36,
        "5=1/100/10 197=0",
        Watch,
        "1 bad sector was replaced by a spare",
    ),
    (
        "PASSED with 1912 reallocated sectors",
        "sat",
        "PASSED",
        36,
        "5=1912/48/10",
        Failing,
        "1912 bad sectors",
    ),
    (
        "reallocation below its limit, now",
        "sat",
        "FAILED",
        41,
        "5=812/3/10!now 9=23456",
        Failing,
        "past the drive's own limit",
    ),
    (
        "FAILED without any reason",
        "sat",
        "FAILED",
        41,
        "5=0/100/10 197=0",
        Failing,
        "reports a failure",
    ),
    (
        "below its limit, still PASSED",
        "sat",
        "PASSED",
        41,
        "1=55/40/51",
        Failing,
        "past the drive's own limit",
    ),
    (
        "FAILING_NOW in smartctl's long spelling",
        "sat",
        "PASSED",
        41,
        "3=120/80/21!FAILING_NOW",
        Failing,
        "past the drive's own limit",
    ),
    (
        "failed in the past",
        "sat",
        "PASSED",
        41,
        "3=0/95/21!past",
        Watch,
        "at some time",
    ),
    (
        "normalized 0 is no value",
        "sat",
        "PASSED",
        41,
        "230=0/0/10 5=0",
        Good,
        "",
    ),
    ("no limit", "sat", "PASSED", 41, "9=90000/1/0 5=0", Good, ""),
    (
        "limit 254 of a drive that does not judge",
        "sat",
        "PASSED",
        41,
        "173=10/100/254 5=0",
        Good,
        "",
    ),
    (
        "2 reported uncorrectable",
        "sat",
        "PASSED",
        36,
        "187=2/98 197=0 5=0",
        Watch,
        "2 read errors could not be corrected",
    ),
    (
        "40 reported uncorrectable",
        "sat",
        "PASSED",
        36,
        "187=40/60 197=0 5=0",
        Failing,
        "data was lost",
    ),
    (
        "offline uncorrectable alone",
        "sat",
        "PASSED",
        36,
        "198=3 197=0 5=0",
        Watch,
        "own scan found 3",
    ),
    (
        "motor needs a second try",
        "sat",
        "PASSED",
        36,
        "10=1/100/97 5=0",
        Watch,
        "1 second try",
    ),
    (
        "data changed inside the drive",
        "sat",
        "PASSED",
        36,
        "184=1/99/97 5=0",
        Failing,
        "inside the drive",
    ),
    (
        "everything at once",
        "sat",
        "FAILED",
        47,
        "5=1912/3/10!now 187=99 197=48/88 198=48",
        Failing,
        "1912 bad sectors",
    ),
    (
        "raw all ones is no count",
        "sat",
        "PASSED",
        33,
        "197=281474976710655 5=0",
        Good,
        "",
    ),
    (
        "healthy SATA SSD",
        "sat",
        "PASSED",
        39,
        "5=0/100/10 177=12/99/0@Wear_Leveling_Count 241=99999999",
        Good,
        "",
    ),
    (
        "SSD at 4 % life (Intel)",
        "sat",
        "PASSED",
        39,
        "233=0/4/0@Media_Wearout_Indicator 5=0",
        Watch,
        "96 % of the writes",
    ),
    (
        "SSD worn out (Samsung)",
        "sat",
        "PASSED",
        39,
        "177=2999/1/0@Wear_Leveling_Count 5=0",
        Watch,
        "more writes than",
    ),
    (
        "SSD with 62 % life (Crucial)",
        "sat",
        "PASSED",
        39,
        "202=38/62/1@Percent_Lifetime_Remain 5=0",
        Good,
        "",
    ),
    (
        "SSD that does not count its life",
        "sat",
        "PASSED",
        39,
        "231=0/0/0@SSD_Life_Left 5=0",
        Good,
        "",
    ),
    (
        "231 is a temperature here",
        "sat",
        "PASSED",
        39,
        "231=39/61/0@Temperature_Celsius 5=0",
        Good,
        "",
    ),
    (
        "SSD at 64 degrees",
        "sat",
        "PASSED",
        64,
        "177=12/99/0@Wear_Leveling_Count 5=0",
        Good,
        "",
    ),
    (
        "disk at 64 degrees",
        "sat",
        "PASSED",
        64,
        "5=0 197=0",
        Watch,
        "64 °C is hot",
    ),
    (
        "behind a RAID controller",
        "megaraid,4",
        "PASSED",
        36,
        "5=0 197=2",
        Watch,
        "2 sectors",
    ),
    (
        "behind a USB bridge",
        "sntasmedia",
        "PASSED",
        36,
        "5=0 197=0",
        Good,
        "",
    ),
    (
        "says nothing, shows pending sectors",
        "sat",
        "UNKNOWN",
        36,
        "197=4",
        Watch,
        "4 sectors",
    ),
    ("says nothing at all", "sat", "", 0, "", Unknown, ""),
    (
        "a word from the future",
        "sat",
        "PONDERING",
        30,
        "5=0",
        Unknown,
        "",
    ),
];

const NVME: &[Case] = &[
    (
        "healthy",
        "nvme",
        "PASSED",
        44,
        "CriticalWarning=0 AvailableSpare=100 AvailableSpareThreshold=10 PercentageUsed=3 MediaErrors=0 NumErrLogEntries=0",
        Good,
        "",
    ),
    (
        "a full error log is no error",
        "nvme",
        "PASSED",
        44,
        "CriticalWarning=0 AvailableSpare=100 AvailableSpareThreshold=10 PercentageUsed=3 MediaErrors=0 NumErrLogEntries=4711",
        Good,
        "",
    ),
    (
        "many unsafe shutdowns are no fault of its",
        "nvme",
        "PASSED",
        44,
        "AvailableSpare=100 AvailableSpareThreshold=10 UnsafeShutdowns=212",
        Good,
        "",
    ),
    (
        "PASSED with media errors",
        "nvme",
        "PASSED",
        44,
        "CriticalWarning=0 AvailableSpare=100 AvailableSpareThreshold=10 PercentageUsed=3 MediaErrors=2",
        Watch,
        "2 errors of its memory",
    ),
    (
        "PASSED with many media errors",
        "nvme",
        "PASSED",
        44,
        "AvailableSpare=97 AvailableSpareThreshold=10 MediaErrors=830",
        Failing,
        "830 errors",
    ),
    (
        "spare below the limit",
        "nvme",
        "FAILED",
        44,
        "CriticalWarning=1 AvailableSpare=4 AvailableSpareThreshold=10 PercentageUsed=99",
        Failing,
        "4 % of the spare blocks",
    ),
    (
        "spare below the limit, says PASSED",
        "nvme",
        "PASSED",
        44,
        "CriticalWarning=0 AvailableSpare=9 AvailableSpareThreshold=10",
        Failing,
        "9 % of the spare blocks",
    ),
    (
        "little spare",
        "nvme",
        "PASSED",
        44,
        "AvailableSpare=15 AvailableSpareThreshold=5",
        Watch,
        "15 % of the spare blocks",
    ),
    (
        "spare at its limit",
        "nvme",
        "PASSED",
        44,
        "AvailableSpare=50 AvailableSpareThreshold=50",
        Watch,
        "the drive's limit is 50 %",
    ),
    (
        "no spare reported",
        "nvme",
        "PASSED",
        44,
        "AvailableSpare=0 AvailableSpareThreshold=0 PercentageUsed=1",
        Good,
        "",
    ),
    (
        "94 % worn",
        "nvme",
        "PASSED",
        44,
        "AvailableSpare=100 AvailableSpareThreshold=10 PercentageUsed=94",
        Watch,
        "94 % of the writes",
    ),
    (
        "worn beyond its rating",
        "nvme",
        "PASSED",
        44,
        "AvailableSpare=100 AvailableSpareThreshold=10 PercentageUsed=134",
        Watch,
        "more writes than",
    ),
    (
        "read only",
        "nvme",
        "FAILED",
        44,
        "CriticalWarning=8 AvailableSpare=100 AvailableSpareThreshold=10",
        Failing,
        "no more writes",
    ),
    (
        "reliability degraded",
        "nvme",
        "FAILED",
        44,
        "CriticalWarning=4 AvailableSpare=100 AvailableSpareThreshold=10",
        Failing,
        "unreliable",
    ),
    (
        "backup of the cache failed",
        "nvme",
        "PASSED",
        44,
        "CriticalWarning=16 AvailableSpare=100",
        Failing,
        "backup",
    ),
    (
        "hot by its own word only",
        "nvme",
        "PASSED",
        72,
        "CriticalWarning=2 AvailableSpare=100",
        Good,
        "",
    ),
    (
        "too hot",
        "nvme",
        "PASSED",
        83,
        "CriticalWarning=2 AvailableSpare=100",
        Watch,
        "83 °C is hot",
    ),
    (
        "type unknown, values of NVMe",
        "",
        "PASSED",
        44,
        "PercentageUsed=97 MediaErrors=0",
        Watch,
        "97 %",
    ),
];

const OTHERS: &[Case] = &[
    (
        "SAS, healthy",
        "scsi",
        "PASSED",
        31,
        "PowerOnHours=40000 GrownDefectList=0 ReadTotalErrorsCorrected=397365 ReadTotalUncorrectedErrors=0 WriteTotalUncorrectedErrors=0",
        Good,
        "",
    ),
    (
        "SAS, billions corrected",
        "scsi",
        "PASSED",
        31,
        "GrownDefectList=0 ReadTotalErrorsCorrected=3973650000 ReadTotalUncorrectedErrors=0",
        Good,
        "",
    ),
    (
        "SAS, PASSED with grown defects",
        "scsi",
        "PASSED",
        31,
        "GrownDefectList=7 ReadTotalUncorrectedErrors=0",
        Watch,
        "7 defects have grown",
    ),
    (
        "SAS, many grown defects",
        "scsi",
        "PASSED",
        31,
        "GrownDefectList=1200",
        Failing,
        "1200 defects",
    ),
    (
        "SAS, uncorrected reads",
        "scsi",
        "PASSED",
        31,
        "GrownDefectList=0 ReadTotalUncorrectedErrors=3",
        Watch,
        "3 read errors",
    ),
    (
        "SAS, uncorrected writes",
        "scsi",
        "PASSED",
        31,
        "WriteTotalUncorrectedErrors=31",
        Failing,
        "31 write errors",
    ),
    (
        "SAS, uncorrected when verified",
        "scsi",
        "PASSED",
        31,
        "VerifyTotalUncorrectedErrors=1",
        Watch,
        "when verified",
    ),
    (
        "SAS, failure prediction",
        "scsi",
        "FAILED",
        31,
        "GrownDefectList=0",
        Failing,
        "reports a failure",
    ),
    (
        "eMMC, healthy",
        "emmc",
        "PASSED",
        0,
        "PreEOLInfo=1'0x01 (normal)' DeviceLifeTimeEstA=2'0x02 (10-20% used)' DeviceLifeTimeEstB=1",
        Good,
        "",
    ),
    (
        "eMMC, does not report",
        "emmc",
        "UNKNOWN",
        0,
        "PreEOLInfo=0'0x00' DeviceLifeTimeEstA=0 DeviceLifeTimeEstB=0",
        Unknown,
        "",
    ),
    (
        "eMMC, spare blocks low",
        "emmc",
        "WARNING",
        0,
        "PreEOLInfo=2'0x02 (warning)' DeviceLifeTimeEstA=9",
        Watch,
        "80 % of its spare",
    ),
    (
        "eMMC, spare blocks gone",
        "emmc",
        "FAILED",
        0,
        "PreEOLInfo=3'0x03 (urgent)' DeviceLifeTimeEstA=10",
        Failing,
        "90 % of its spare",
    ),
    (
        "eMMC, PASSED and worn out",
        "emmc",
        "PASSED",
        0,
        "PreEOLInfo=1'0x01 (normal)' DeviceLifeTimeEstA=11'0x0b (>100% used)'",
        Watch,
        "more writes than",
    ),
    (
        "eMMC, nearly worn",
        "emmc",
        "PASSED",
        0,
        "PreEOLInfo=1 DeviceLifeTimeEstA=3 DeviceLifeTimeEstB=10",
        Watch,
        "90 % of the writes",
    ),
    (
        "array, clean",
        "mdraid",
        "PASSED",
        0,
        "ArrayState='clean' RaidLevel='raid1' RaidDisks=2 SyncAction='idle'",
        Good,
        "",
    ),
    (
        "array, being checked",
        "mdraid",
        "PASSED",
        0,
        "ArrayState='active' RaidLevel='raid5' RaidDisks=4 SyncAction='check' SyncCompleted='1024 / 4096'",
        Good,
        "",
    ),
    (
        "array, first build",
        "mdraid",
        "PASSED",
        0,
        "ArrayState='active' RaidLevel='raid5' RaidDisks=4 SyncAction='resync'",
        Good,
        "",
    ),
    (
        "array, one disk missing",
        "mdraid",
        "FAILED",
        0,
        "ArrayState='clean' RaidLevel='raid5' RaidDisks=4 Degraded=1 SyncAction='idle'",
        Failing,
        "1 of 4 disks is missing",
    ),
    (
        "array, disk dropped out",
        "mdraid",
        "FAILED",
        0,
        "ArrayState='clean' RaidDisks=2 FaultyDisks=1 Degraded=1",
        Failing,
        "1 disk has dropped out",
    ),
    (
        "array, rebuilding",
        "mdraid",
        "WARNING",
        0,
        "ArrayState='clean' RaidDisks=4 Degraded=1 SyncAction='recover' SyncCompleted='1024 / 4096'",
        Watch,
        "25 % done",
    ),
    (
        "array, stopped",
        "mdraid",
        "FAILED",
        0,
        "ArrayState='inactive' RaidDisks=2",
        Failing,
        "not running",
    ),
    (
        "array, copies differ",
        "mdraid",
        "WARNING",
        0,
        "ArrayState='clean' RaidDisks=2 MismatchCount=128",
        Watch,
        "128 blocks",
    ),
    (
        "array of a maker that reserves places",
        "mdraid",
        "WARNING",
        0,
        "ArrayState='clean' RaidLevel='raid1' RaidDisks=32 Degraded=30",
        Watch,
        "30 of 32",
    ),
    (
        "array, degraded by its state alone",
        "mdraid",
        "WARNING",
        0,
        "ArrayState='clean, degraded' RaidLevel='raid5'",
        Failing,
        "missing",
    ),
    (
        "array, says PASSED and is degraded",
        "mdraid",
        "PASSED",
        0,
        "ArrayState='clean' RaidDisks=2 Degraded=1",
        Failing,
        "1 of 2 disks is missing",
    ),
    ("no type, no values", "", "PASSED", 0, "", Good, ""),
    ("nothing known", "", "UNKNOWN", 0, "", Unknown, ""),
    (
        "a warning without a reason",
        "",
        "WARNING",
        0,
        "",
        Watch,
        "itself warns",
    ),
];

fn all() -> impl Iterator<Item = &'static Case> {
    ATA.iter().chain(NVME).chain(OTHERS)
}

/// The values of a case, as a hub sends them.
fn attributes(text: &str) -> Vec<Value> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        quoted ^= letter == '\'';
        match letter {
            ' ' if !quoted => parts.push(String::new()),
            other => parts.last_mut().expect("a part").push(other),
        }
    }
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .map(|part| attribute(part))
        .collect()
}

fn attribute(part: &str) -> Value {
    let (key, rest) = part.split_once('=').expect("a value");
    let (rest, name) = rest.split_once('@').unwrap_or((rest, ""));
    let mut quotes = rest.splitn(3, '\'');
    let numbers = quotes.next().unwrap_or_default();
    let text = quotes.next().unwrap_or_default();
    let after = quotes.next().unwrap_or_default();
    let (numbers, failed) = numbers
        .split_once('!')
        .unwrap_or((numbers, after.trim_start_matches('!')));
    let mut numbers = numbers.split('/');
    let mut value = json!({});
    match key.parse::<u32>() {
        Ok(id) => {
            value["id"] = id.into();
            let known = match id {
                190 => "Airflow_Temperature_Cel",
                194 => "Temperature_Celsius",
                _ => "Some_Value",
            };
            value["n"] = if name.is_empty() { known } else { name }.into();
        }
        Err(_) => value["n"] = key.into(),
    }
    let mut put = |key: &str, number: Option<&str>| {
        if let Some(number) = number.and_then(|number| number.parse::<u64>().ok()) {
            value[key] = number.into();
        }
    };
    put("rv", numbers.next());
    let normalized = numbers.next();
    put("v", normalized);
    put("w", normalized);
    put("t", numbers.next());
    if !text.is_empty() {
        value["rs"] = text.into();
    }
    if !failed.is_empty() {
        value["wf"] = failed.into();
    }
    value
}

fn disk(case: &Case) -> SmartDisk {
    let record = json!({
        "system": "s", "name": "/dev/sda", "type": case.1, "state": case.2, "temp": case.3,
        "attributes": attributes(case.4),
    });
    inventory::smart_disk(Fields::of(&record)).expect("a disk")
}

#[test]
fn every_drive_of_the_corpus_gets_its_verdict_and_its_reason() {
    assert!(all().count() >= 60);
    for case in all() {
        let disk = disk(case);
        let verdict = verdict(&disk);
        assert_eq!(verdict.level, case.5, "{}: {:?}", case.0, verdict.findings);
        let words = verdict.words(TemperatureUnit::Celsius);
        assert!(words.contains(case.6), "{}: {words}", case.0);
        assert_eq!(
            words.is_empty(),
            case.6.is_empty(),
            "{}: a reason goes with what is not well, and with nothing else: {words}",
            case.0
        );
    }
}

#[test]
fn the_corpus_has_drives_that_lie() {
    let lying = all().filter(|case| verdict(&disk(case)).contradicts(&disk(case)));
    assert!(lying.count() >= 15);
}

#[test]
fn kinds_are_told_apart() {
    for (cases, kind) in [(ATA, DiskKind::Ata), (NVME, DiskKind::Nvme)] {
        for case in cases {
            assert_eq!(DiskKind::of(&disk(case)), kind, "{}", case.0);
        }
    }
    let kind = |what: &str| {
        let case = OTHERS.iter().find(|case| case.0.starts_with(what));
        DiskKind::of(&disk(case.expect("a case")))
    };
    assert_eq!(kind("SAS"), DiskKind::Scsi);
    assert_eq!(kind("eMMC"), DiskKind::Emmc);
    assert_eq!(kind("array"), DiskKind::MdRaid);
    assert_eq!(kind("no type"), DiskKind::Other);
}

#[test]
fn heat_is_said_in_the_unit_of_the_user() {
    let hot = all()
        .find(|case| case.6 == "64 °C is hot")
        .expect("a hot disk");
    let words = verdict(&disk(hot)).words(TemperatureUnit::Fahrenheit);
    assert!(words.contains("147 °F is hot for it"), "{words}");
    assert!(!words.contains("°C"), "{words}");
}

#[test]
fn sentences_are_whole() {
    for case in all() {
        for finding in verdict(&disk(case)).findings {
            let words = finding.reason.words(TemperatureUnit::Celsius);
            let first = words.chars().next();
            assert!(
                first.is_some_and(|first| first.is_uppercase() || first.is_ascii_digit()),
                "{words}"
            );
            assert!(
                words.ends_with('.') && !words.contains("  ") && !words.contains(".."),
                "{words}"
            );
        }
    }
}

#[test]
fn worse_values_never_make_a_better_verdict() {
    for name in ["5", "187", "197", "198"] {
        let mut before = DiskLevel::Good;
        for count in [0_u64, 1, 2, 9, 10, 99, 100, 5_000] {
            let text = format!("{name}={count}");
            let record = json!({"system": "s", "type": "sat", "state": "PASSED", "attributes": attributes(&text)});
            let disk = inventory::smart_disk(Fields::of(&record)).expect("a disk");
            let level = verdict(&disk).level;
            assert!(level >= before, "{text}");
            before = level;
        }
        assert_eq!(before, DiskLevel::Failing);
    }
}
