//! The modules that are written in the language: name, file, whether it is a package.

use hasp_vm::import::SourceDef;

macro_rules! sources {
    ($($name:literal $file:literal $package:literal;)*) => {
        /// One row each, sorted by name.
        pub(crate) static SOURCES: &[SourceDef] = &[$(SourceDef {
            name: $name,
            source: include_str!(concat!("py/", $file)),
            package: $package,
        },)*];
    };
}

sources! {
    "__future__" "__future__.py" false;
    "_dataclass_slots" "_dataclass_slots.py" false;
    "_did_you_mean" "_did_you_mean.py" false;
    "_enum_body" "_enum_body.py" false;
    "_enum_tools" "_enum_tools.py" false;
    "_signature" "_signature.py" false;
    "_typing" "_typing.py" false;
    "_typing_classes" "_typing_classes.py" false;
    "_typing_hints" "_typing_hints.py" false;
    "_weakdicts" "_weakdicts.py" false;
    "_strptime" "_strptime.py" false;
    "_weakrefset" "_weakrefset.py" false;
    "abc" "abc.py" false;
    "annotationlib" "annotationlib.py" false;
    "base64" "base64.py" false;
    "bz2" "bz2.py" false;
    "collections" "collections/__init__.py" true;
    "collections._basic" "collections/_basic.py" false;
    "collections._wrappers" "collections/_wrappers.py" false;
    "collections.abc" "collections/abc.py" false;
    "compression" "compression/__init__.py" true;
    "compression._common" "compression/_common/__init__.py" true;
    "compression._common._streams" "compression/_common/_streams.py" false;
    "compression.bz2" "compression/bz2.py" false;
    "compression.gzip" "compression/gzip.py" false;
    "compression.lzma" "compression/lzma.py" false;
    "compression.zlib" "compression/zlib.py" false;
    "contextlib" "contextlib.py" false;
    "copy" "copy.py" false;
    "copyreg" "copyreg.py" false;
    "dataclasses" "dataclasses.py" false;
    "dis" "dis.py" false;
    "enum" "enum.py" false;
    "fnmatch" "fnmatch.py" false;
    "fractions" "fractions.py" false;
    "functools" "functools.py" false;
    "genericpath" "genericpath.py" false;
    "glob" "glob.py" false;
    "gzip" "gzip.py" false;
    "hashlib" "hashlib.py" false;
    "hasp" "hasp/__init__.py" true;
    "hasp.lock" "hasp/lock.py" false;
    "heapq" "heapq.py" false;
    "hmac" "hmac.py" false;
    "importlib" "importlib/__init__.py" true;
    "inspect" "inspect.py" false;
    "io" "io.py" false;
    "json" "json/__init__.py" true;
    "json.decoder" "json/decoder.py" false;
    "json.encoder" "json/encoder.py" false;
    "json.scanner" "json/scanner.py" false;
    "keyword" "keyword.py" false;
    "linecache" "linecache.py" false;
    "lzma" "lzma.py" false;
    "numbers" "numbers.py" false;
    "os" "os.py" false;
    "pathlib" "pathlib.py" false;
    "platform" "platform.py" false;
    "posixpath" "posixpath.py" false;
    "queue" "queue.py" false;
    "random" "random.py" false;
    "re" "re.py" false;
    "reprlib" "reprlib.py" false;
    "sched" "sched.py" false;
    "selectors" "selectors.py" false;
    "secrets" "secrets.py" false;
    "shutil" "shutil.py" false;
    "signal" "signal.py" false;
    "socket" "socket.py" false;
    "stat" "stat.py" false;
    "statistics" "statistics.py" false;
    "string" "string.py" false;
    "struct" "struct.py" false;
    "tempfile" "tempfile.py" false;
    "textwrap" "textwrap.py" false;
    "threading" "threading.py" false;
    "timeit" "timeit.py" false;
    "traceback" "traceback.py" false;
    "types" "types.py" false;
    "typing" "typing.py" false;
    "warnings" "warnings.py" false;
    "weakref" "weakref.py" false;
}
