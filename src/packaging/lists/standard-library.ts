// Written by scripts/refresh-lists.ts.
import { readNested } from './tree.ts';

/**
 * Names, in normal form, of the modules of Python's standard library in every version, those of
 * stdlib-list 0.12.0, which PyPI uses. Made when it is called: few runs need it.
 */
export function standardLibraryNames(): ReadonlySet<string> {
  return new Set(readNested(NAMES));
}

const NAMES = `
abc abcoll aepack aetools aetypes aifc aix-support al android-support annotationlib antigravity
anydbm apple-support applesingle argparse array ast(unparse) asynchat asyncio(base-events
base-futures base-subprocess base-tasks compat constants coroutines events exceptions format-helpers
futures graph locks log main mixins proactor-events protocols queues runners selector-events
sslproto staggered streams subprocess taskgroups tasks test-utils threads timeouts tools transports
trsock unix-events windows-events windows-utils) asyncore atexit audiodev audioop autogil
base64 basehttpserver bastion bdb binascii binhex bisect blake2 bootlocale bootsubprocess bsddb(db
dbobj dbrecio dbshelve dbtables dbutils test(test-all test-associate test-basics test-compare
test-compat test-cursor-pget-bug test-db test-dbenv test-dbobj test-dbshelve test-dbtables
test-distributed-transactions test-early-close test-fileid test-get-none test-join test-lock
test-misc test-pickle test-queue test-recno test-replication test-sequence test-thread)) buildtools
builtin builtins bz2
calendar canvas carbon(ae ah app appearance carbonevents carbonevt cf cg cm components
controlaccessor controls corefounation coregraphics ctl dialogs dlg drag dragconst events evt file
files fm folder folders fonts help ibcarbon ibcarbonruntime icns icons launch launchservices list
lists machelp mediadescr menu menus mlte osa osaconst qd qdoffs qdoffscreen qt quickdraw quicktime
res resources scrap snd sound te textedit win windows) cd cfmfile cgi cgihttpserver cgitb chunk
cmath cmd code codecs(cn hk iso2022 jp kr tw) codeop collections(abc main) colorize colorpicker
colorsys commands compat-pickle compileall compiler(ast consts future misc pyassem pycodegen symbols
syntax transformer visitor) compression(bz2 common(streams) gzip lzma zlib zstd(zstdfile))
concurrent(futures(base interpreter process thread) interpreters(crossinterp queues)) configparser
contextlib contextvars cookie cookielib copy(reg) copyreg cpickle cprofile crypt cstringio csv
ctypes(aix endian layout macholib(dyld dylib framework) test(main runtests test-anon
test-array-in-pointer test-arrays test-as-parameter test-bitfields test-buffers test-bytes
test-byteswap test-callbacks test-cast test-cfuncs test-checkretval test-delattr test-errno
test-find test-frombuffer test-funcptr test-functions test-incomplete test-init test-internals
test-keeprefs test-libc test-loading test-macholib test-memfunctions test-numbers test-objects
test-parameters test-pep3118 test-pickling test-pointers test-prototypes test-python-api
test-random-things test-refcounts test-repr test-returnfuncptrs test-simplesubclasses test-sizes
test-slicing test-stringptr test-strings test-struct-fields test-structures
test-unaligned-structures test-unicode test-values test-varsize-struct test-win32 test-wintypes)
util wintypes) curses(ascii has-key panel textpad wrapper)
dataclasses datetime dbhash dbm(dumb gnu ndbm sqlite3) decimal device dialog difflib dircache dis
distutils(archive-util bcppcompiler ccompiler cmd collections command(bdist(dumb msi packager rpm
wininst) build(clib ext py scripts) check clean config framework-compat install(data egg-info
headers lib scripts) py37compat register sdist upload) config core cygwinccompiler debug dep-util
dir-util dist emxccompiler errors extension fancy-getopt file-util filelist functools log
macos-compat msvc9compiler msvccompiler mwerkscompiler py38compat py39compat spawn sysconfig
tests(setuptools-build-ext setuptools-extension support test-archive-util test-bdist(dumb msi rpm
wininst) test-build(clib ext py scripts) test-ccompiler test-check test-clean test-cmd
test-config(cmd) test-core test-cygwinccompiler test-dep-util test-dir-util test-dist test-extension
test-file-util test-filelist test-install(data headers lib scripts) test-log test-msvc9compiler
test-msvccompiler test-register test-sdist test-spawn test-sysconfig test-text-file
test-unixccompiler test-upload test-util test-version test-versionpredicate) text-file unixccompiler
util version versionpredicate) dl doctest docxmlrpcserver dumbdbm dummy-thread dummy-threading
easydialogs elementtree email(base64mime charset contentmanager encoded-words encoders errors
feedparser generator header(value-parser) headerregistry iterators message mime(application audio
base image message multipart nonmultipart text) parseaddr parser policy policybase quoprimime
test(test-email(codecs(renamed) renamed torture)) utils) encodings(aliases ascii base64-codec big5
big5hkscs builtin bz2-codec charmap codecs cp037 cp1006 cp1026 cp1125 cp1140 cp1250 cp1251 cp1252
cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp273 cp424 cp437 cp500 cp65001 cp720 cp737 cp775 cp850
cp852 cp855 cp856 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 cp875 cp932
cp949 cp950 encodings euc-jis-2004 euc-jisx0213 euc-jp euc-kr gb18030 gb2312 gbk hex-codec hp-roman8
hz idna iso2022-jp(1 2 2004 3 ext) iso2022-kr iso8859-1 iso8859-10 iso8859-11 iso8859-13 iso8859-14
iso8859-15 iso8859-16 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8
iso8859-9 johab koi8-r koi8-t koi8-u kz1048 latin-1 mac-arabic mac-centeuro mac-croatian
mac-cyrillic mac-farsi mac-greek mac-iceland mac-latin2 mac-roman mac-romanian mac-turkish mbcs oem
palmos ptcp154 punycode quopri-codec raw-unicode-escape rot-13 shift-jis(2004) shift-jisx0213
string-escape tis-620 undefined unicode-escape unicode-internal utf-16(be le) utf-32(be le) utf-7
utf-8(sig) uu-codec win-cp-codecs zlib-codec) ensurepip(bundled main uninstall) enum errno
exceptions
faulthandler fcntl filecmp filedialog fileinput findertools fixtk fl flp fm fnmatch formatter fpectl
fpformat fractions framework frozen-importlib(external) ftplib functools future(builtins)
gc gdbm genericpath gensuitemodule getopt getpass gettext gl glob graphlib grp gzip
hashlib heapq hmac hotshot(log stats stones) html(entities parser) htmlentitydefs htmllib htmlparser
http(client cookiejar cookies server) httplib
ic icopen idlelib(aboutdialog autocomplete(w) autocompletewindow autoexpand bindings browser
calltip(w) calltips calltipwindow classbrowser codecontext colordelegator colorizer config(key)
configdialog confighandler confighelpsourceedit configsectionnamedialog debugger(r) debugobj(r)
delegator dynoption dynoptionmenuwidget editor editorwindow filelist format formatparagraph grep
grepdialog help(about) history hyperparser idle(test(htest mock-idle mock-tk template
test-autocomplete(w) test-autoexpand test-browser test-calltip(w) test-calltips test-codecontext
test-colorizer test-config(help key name) test-configdialog test-debugger(r) test-debugobj(r)
test-delegator test-editmenu test-editor test-filelist test-format test-formatparagraph test-grep
test-help(about) test-helpabout test-history test-hyperparser test-idlehistory test-io test-iomenu
test-macosx test-mainmenu test-multicall test-outwin test-paragraph test-parenmatch test-pathbrowser
test-percolator test-pyparse test-pyshell test-query test-redirector test-replace test-replacedialog
test-rpc test-rstrip test-run test-runscript test-scrolledlist test-search test-searchbase
test-searchdialog test-searchdialogbase test-searchengine test-sidebar test-squeezer
test-stackviewer test-statusbar test-text test-textview test-tooltip test-tree test-undo
test-undodelegator test-util test-warning test-widgetredir test-window test-zoomheight test-zzdummy
tkinter-testing-utils)) idlehistory idlever iobinding iomenu keybindingdialog macosx macosxsupport
main mainmenu multicall multistatusbar objectbrowser outputwindow outwin paragraph parenmatch
pathbrowser percolator pyclbr pyparse pyshell query redirector remotedebugger remoteobjectbrowser
replace replacedialog rpc rstrip rstripextension run runscript scriptbinding scrolledlist search
searchbase searchdialog searchdialogbase searchengine sidebar squeezer stackviewer statusbar
tabbedpages textview tooltip tree treewidget undo undodelegator util widgetredirector window
windowlist zoomheight zzdummy) ihooks imageop imaplib imgfile imghdr imp importlib(abc adapters
bootstrap(external) common machinery metadata(adapters collections diagnose functools itertools meta
text) readers resources(abc adapters common functional itertools legacy readers simple) simple util)
imputil inspect interpchannels interpqueues interpreters io ios-support ipaddress itertools
jpeg json(decoder encoder json main re scanner struct sys tests(test-check-circular test-decode
test-default test-dump test-encode-basestring-ascii test-fail test-float test-indent test-pass1
test-pass2 test-pass3 test-recursion test-scanstring test-separators test-speedups test-tool
test-unicode) tool)
keyword
lib(libpython3) lib2to3(btm-matcher btm-utils fixer-base fixer-util fixes(fix-apply fix-asserts
fix-basestring fix-buffer fix-callable fix-dict fix-except fix-exec fix-execfile fix-exitfunc
fix-filter fix-funcattrs fix-future fix-getcwdu fix-has-key fix-idioms fix-import fix-imports
fix-imports2 fix-input fix-intern fix-isinstance fix-itertools(imports) fix-long fix-map
fix-metaclass fix-methodattrs fix-ne fix-next fix-nonzero fix-numliterals fix-operator fix-paren
fix-print fix-raise fix-raw-input fix-reduce fix-reload fix-renames fix-repr fix-set-literal
fix-standarderror fix-sys-exc fix-throw fix-tuple-params fix-types fix-unicode fix-urllib
fix-ws-comma fix-xrange fix-xreadlines fix-zip) main patcomp pgen2(conv driver grammar literals
parse pgen token tokenize) pygram pytree refactor tests(data(bom crlf different-encoding
false-encoding fixers(bad-order myfixes(fix-explicit fix-first fix-last fix-parrot fix-preorder)
no-fixer-cls parrot-example) infinite-recursion py2-test-grammar py3-test-grammar) main
pytree-idempotency support test-all-fixers test-fixers test-main test-parser test-pytree
test-refactor test-util)) linecache linuxaudiodev locale logging(config handlers) lsprof
lwpcookiejar lzma
macerrors macos macostools macpath macresource macurl2path mailbox mailcap main markupbase marshal
math md5 mhlib mimetools mimetypes mimewriter mimify miniaeframe mmap modulefinder mozillacookiejar
msi msilib msvcrt multibytecodec multifile multiprocessing(connection context dummy(connection)
forking forkserver heap managers pool popen-fork popen-forkserver popen-spawn-posix
popen-spawn-win32 process queues reduction resource-sharer resource-tracker semaphore-tracker
shared-memory sharedctypes spawn synchronize util) mutex
nav netrc new nis nntplib nt ntpath nturl2path numbers
opcode(metadata) operator optparse os(path) os2emxpath ossaudiodev osx-support overlapped
parser pathlib(abc local os types) pdb peg-parser phello(foo) pickle pickletools pipes pixmapwrapper
pkgutil platform plistlib popen2 poplib posix posixfile posixpath posixshmem posixsubprocess pprint
profile pstats pty pwd py-abc py-compile py-warnings pyclbr pydatetime pydecimal pydoc(data(topics))
pyexpat(errors model) pyio pylong pyrepl(base-eventqueue commands completing-reader console curses
fancy-termios historical-reader input keymap main minimal-curses module-completer pager reader
readline simple-interact terminfo threading-handler trace types unix-console unix-eventqueue utils
windows-console windows-eventqueue)
queue quopri
random re(casefix compiler constants parser) readline remote-debugging repr reprlib resource rexec
rfc822 rlcompleter robotparser runpy
sched scproxy scrolledtext secrets select selectors sets sgmllib sha sha1 sha2 sha256 sha3 sha512
shelve shlex shutil signal simpledialog simplehttpserver simplexmlrpcserver site sitebuiltins smtpd
smtplib sndhdr socket socketserver spwd sqlite3(dbapi2 dump main test(backup dbapi dump factory
hooks py25tests regression transactions types userfunctions)) sre(compile constants parse) ssl stat
statistics statvfs string(templatelib) stringio stringold stringprep strop strptime struct
subprocess suggestions sunau sunaudio sunaudiodev symbol symtable sys sysconfig(main)
sysconfigdata(x86-64-conda-cos6-linux-gnu x86-64-conda-linux-gnu) syslog
tabnanny tarfile telnetlib tempfile termios test(ann-module ann-module2 ann-module3 ann-module5
ann-module6 ann-module7 audiotests audit-tests autotest bad-coding bad-coding2 bad-coding3
bad-getattr bad-getattr2 bad-getattr3 badsyntax-3131 badsyntax-async1 badsyntax-async2
badsyntax-async3 badsyntax-async4 badsyntax-async5 badsyntax-async6 badsyntax-async7
badsyntax-async8 badsyntax-future10 badsyntax-future3 badsyntax-future4 badsyntax-future5
badsyntax-future6 badsyntax-future7 badsyntax-future8 badsyntax-future9 badsyntax-nocaret
badsyntax-pep3120 bisect(cmd) buffer-tests bytecode-helper coding20731 curses-tests
dataclass-module-1(str) dataclass-module-2(str) dataclass-textanno datetimetester dis-module
doctest-aliases double-const dtracedata(call-stack gc instance line) eintrdata(eintr-tester)
encoded-modules(module-iso-8859-1 module-koi8-r) final-a final-b fork-wait future-test1 future-test2
gdb-sample good-getattr imp-dummy infinite-reload inspect-fodder inspect-fodder2 libregrtest(cmdline
main pgo refleak runtest(mp) save-env setup utils win-utils) list-tests lock-tests main
make-ssl-certs mapping-tests memory-watchdog mock-backport mock-socket mod-generics-cache
mp-fork-bomb mp-preload multibytecodec-support outstanding-bugs pickletester profilee pyclbr-input
pydoc-mod pydocfodder pystone pythoninfo re-tests regrtest relimport reperf
sample-doctest(no-docstrings no-doctests) script-helper seq-tests signalinterproctester sortperf
ssl-servers ssltests string-tests subprocessdata(fd-status input-reader qcat qgrep sigchild-ignore)
support(bytecode-helper hashlib-helper logging-helper script-helper socket-helper testresult
warnings-helper) symlink-support test-abc test-abstract-numbers test-aepack test-aifc test-al
test-all test-anydbm test-applesingle test-argparse test-array test-ascii-formatd test-asdl-parser
test-ast test-asyncgen test-asynchat test-asyncio(echo echo2 echo3 functional main
test-asyncio-waitfor test-base-events test-buffered-proto test-context test-events test-futures
test-futures2 test-locks test-pep492 test-proactor-events test-protocols test-queues test-runners
test-selector-events test-sendfile test-server test-sock-lowlevel test-sslproto test-streams
test-subprocess test-tasks test-threads test-transports test-unix-events test-waitfor
test-windows-events test-windows-utils utils) test-asyncore test-atexit test-audioop test-audit
test-augassign test-base64 test-baseexception test-bastion test-bdb test-bigaddrspace test-bigmem
test-binascii test-binhex test-binop test-bisect test-bool test-bsddb test-bsddb185 test-bsddb3
test-buffer test-bufio test-builtin test-bytes test-bz2 test-c-locale-coercion test-calendar
test-call test-capi test-cd test-cfgparser test-cgi test-cgitb test-charmapcodec
test-check-c-globals test-cl test-class test-clinic test-cmath test-cmd(line(script))
test-code(module) test-codeccallbacks test-codecencodings-cn test-codecencodings-hk
test-codecencodings-iso2022 test-codecencodings-jp test-codecencodings-kr test-codecencodings-tw
test-codecmaps-cn test-codecmaps-hk test-codecmaps-jp test-codecmaps-kr test-codecmaps-tw
test-codecs test-codeop test-coercion test-collections test-colorsys test-commands test-compare
test-compile test-compileall test-compiler test-complex(args) test-concurrent-futures
test-configparser test-contains test-context test-contextlib(async) test-cookie test-cookielib
test-copy(reg) test-copyreg test-coroutines test-cpickle test-cprofile test-crashers test-crypt
test-csv test-ctypes test-curses test-dataclasses test-datetime test-dbm(dumb gnu ndbm) test-decimal
test-decorators test-defaultdict test-deque test-descr test-descrtut test-devpoll test-dict(version)
test-dictcomps test-dictviews test-difflib test-dircache test-dis test-distutils test-dl
test-doctest test-doctest2 test-docxmlrpc test-dtrace test-dumbdbm test-dummy-thread
test-dummy-threading test-dynamic test-dynamicclassattribute test-eintr test-email(codecs main
renamed test-asian-codecs test-contentmanager test-defect-handling test-email test-encoded-words
test-generator test-header-value-parser test-headerregistry test-inversion test-message test-parser
test-pickleable test-policy test-utils torture-test) test-embed test-ensurepip test-enum
test-enumerate test-eof test-epoll test-errno test-exception-hierarchy test-exception-variations
test-exceptions test-extcall test-faulthandler test-fcntl test-file(eintr) test-file2k test-filecmp
test-fileinput test-fileio test-finalization test-float test-flufl test-fnmatch test-fork1
test-format test-fpformat test-fractions test-frame test-frozen test-fstring test-ftplib
test-funcattrs test-functools test-future(builtins) test-future1 test-future2 test-future3
test-future4 test-future5 test-gc test-gdb test-gdbm test-generator-stop test-generators
test-genericalias test-genericclass test-genericpath test-genexps test-getargs test-getargs2
test-getopt test-getpass test-gettext test-gl test-glob test-global test-grammar test-graphlib
test-grp test-gzip test-hash test-hashlib test-heapq test-hmac test-hotshot test-html test-htmllib
test-htmlparser test-http-cookiejar test-http-cookies test-httplib test-httpservers test-idle
test-imageop test-imaplib test-imgfile test-imghdr test-imp test-import(data(circular-imports(basic
basic2 binding binding2 from-cycle1 from-cycle2 indirect rebinding rebinding2 source subpackage
subpkg(subpackage2 util) use util) package(submodule) package2(submodule1 submodule2)) magic main)
test-importhooks test-importlib(abc builtin(main test-finder test-loader util) data
data01(subdirectory) data02(one two) data03(namespace(portion1 portion2)) extension(main
test-case-sensitivity test-finder test-loader test-path-hook util) fixtures frozen(main test-finder
test-loader) import(main test-api test-caching test-fromlist test-loader test-meta-path test-package
test-packages test-path test-relative-imports util) main namespace-pkgs(both-portions(foo(one two))
module-and-namespace-package(a-test) not-a-namespace-pkg(foo(one)) portion1(foo(one))
portion2(foo(two)) project1(parent(child(one))) project2(parent(child(two)))
project3(parent(child(three)))) regrtest source(main test-case-sensitivity test-file-loader
test-finder test-path-hook test-source-encoding util) stubs test-abc test-api test-files test-lazy
test-locks test-main test-metadata-api test-namespace-pkgs test-open test-path test-pkg-import
test-read test-resource test-spec test-threaded-import test-util test-windows test-zip
threaded-import-hangers util zipdata01 zipdata02) test-index test-inspect test-int(literal) test-io
test-ioctl test-ipaddress test-isinstance test-iter test-iterlen test-itertools test-json(main
test-decode test-default test-dump test-encode-basestring-ascii test-enum test-fail test-float
test-indent test-pass1 test-pass2 test-pass3 test-recursion test-scanstring test-separators
test-speedups test-tool test-unicode) test-keyword test-keywordonlyarg test-kqueue test-largefile
test-lib2to3 test-linecache test-linuxaudiodev test-list test-listcomps test-lltrace test-locale
test-logging test-long(future) test-longexp test-lzma test-macos test-macostools test-macpath
test-macurl2path test-mailbox test-mailcap test-marshal test-math test-md5 test-memoryio
test-memoryview test-metaclass test-mhlib test-mimetools test-mimetypes test-mimewriter test-minidom
test-mmap test-module test-modulefinder test-msilib test-multibytecodec test-multifile
test-multiprocessing(fork forkserver main-handling spawn) test-mutants test-mutex
test-named-expressions test-netrc test-new test-nis test-nntplib test-normalization test-ntpath
test-numeric-tower test-old-mailbox test-opcode test-opcodes test-openpty test-operator
test-optparse test-ordered-dict test-os test-ossaudiodev test-osx-env test-osx-support test-parser
test-pathlib test-pdb test-peepholer test-peg-generator(main test-c-parser test-first-sets
test-pegen) test-peg-parser test-pep247 test-pep277 test-pep292 test-pep3120 test-pep3131
test-pep3151 test-pep352 test-pep380 test-pep479 test-pickle test-picklebuffer test-pickletools
test-pipes test-pkg test-pkgimport test-pkgutil test-platform test-plistlib test-poll test-popen
test-popen2 test-poplib test-positional-only-arg test-posix test-posixpath test-pow test-pprint
test-print test-profile test-property test-pstats test-pty test-pulldom test-pwd test-py-compile
test-py3kwarn test-pyclbr test-pydoc test-pyexpat test-queue test-quopri test-raise test-random
test-range test-re test-readline test-regrtest test-repl test-repr test-reprlib test-resource
test-rfc822 test-richcmp test-rlcompleter test-robotparser test-runpy test-sax test-sched test-scope
test-script-helper test-scriptpackages test-secrets test-select test-selectors test-set
test-setcomps test-sets test-sgmllib test-sha test-shelve test-shlex test-shutil test-signal
test-simplehttpserver test-site test-slice test-smtpd test-smtplib test-smtpnet test-sndhdr
test-socket test-socketserver test-softspace test-sort test-source-encoding test-spwd test-sqlite
test-ssl test-startfile test-stat test-statistics test-str test-strftime test-string(literals)
test-stringio test-stringprep test-strlit test-strop test-strptime test-strtod test-struct
test-structmembers test-structseq test-subclassinit test-subprocess test-sunau test-sunaudiodev
test-sundry test-super test-support test-symbol test-symtable test-syntax test-sys(setprofile
settrace) test-sysconfig test-syslog test-tabnanny test-tarfile test-tcl test-telnetlib
test-tempfile test-test-support test-textwrap test-thread test-threaded-import test-threadedtempfile
test-threading(local) test-threadsignals test-time test-timeit test-timeout test-tix test-tk
test-tokenize test-tools(main test-fixcid test-gprof2html test-i18n test-lll test-md5sum
test-pathfix test-pdeps test-pindent test-reindent test-sundry test-unparse) test-trace
test-traceback test-tracemalloc test-transformer test-ttk-guionly test-ttk-textonly test-tuple
test-turtle test-type-comments test-typechecks test-types test-typing test-ucn test-unary
test-undocumented-details test-unicode(file(functions) identifiers) test-unicodedata test-unittest
test-univnewlines test-univnewlines2k test-unpack(ex) test-unparse test-urllib(response)
test-urllib2(localnet) test-urllib2net test-urllibnet test-urlparse test-userdict test-userlist
test-userstring test-utf8-mode test-utf8source test-uu test-uuid test-venv test-wait3 test-wait4
test-warnings(data(import-warning stacklevel) main) test-wave test-weakref test-weakset
test-webbrowser test-whichdb test-winconsoleio test-winreg test-winsound test-with test-wsgiref
test-xdrlib test-xml-dom-minicompat test-xml-etree(c) test-xmllib test-xmlrpc(net) test-xpickle
test-xrange test-xxsubinterpreters test-xxtestfuzz test-yield-from test-zipapp test-zipfile
test-zipfile64 test-zipimport(support) test-zlib test-zoneinfo(main support test-zoneinfo) testall
testcodec tf-inherit-check threaded-import-hangers time-hashlib tracedmodules(testmod)
typed-dict-helper warning-tests win-console-handler xmltests
ziptestdata(testdata-module-inside-zip)) testbuffer testcapi testimportmultiple testinternalcapi
testmultiphase textwrap this thread threading(local) time timeit tix tkcolorchooser tkcommondialog
tkconstants tkdnd tkfiledialog tkfont tkinter(colorchooser commondialog constants dialog dnd
filedialog fix font main messagebox scrolledtext simpledialog test(runtktests support
test-tkinter(test-colorchooser test-font test-geometry-managers test-images test-loadtk
test-messagebox test-misc test-simpledialog test-text test-variables test-widgets)
test-ttk(test-extensions test-functions test-style test-widgets) widget-tests) tix ttk) tkmessagebox
tksimpledialog toaiff token tokenize tomllib(parser re types) trace traceback tracemalloc ttk tty
turtle turtledemo(bytedesign chaos clock colormixer forest fractalcurves lindenmayer main
minimal-hanoi nim paint peace penrose planet-and-moon rosette round-dance sorting-animate tree
two-canvases wikipedia yinyang) types typing(io re)
unicodedata unittest(async-case case loader log main mock result runner signals suite test(dummy
main support test-assertions test-async-case test-break test-case test-discovery
test-functiontestcase test-loader test-program test-result test-runner test-setups test-skipping
test-suite test-warnings testmock(main support testasync testcallable testhelpers testmagicmethods
testmock testpatch testsealable testsentinel testwith)) util) urllib(error parse request response
robotparser) urllib2 urlparse user userdict userlist userstring uu uuid
venv(main) videoreader
w warnings wave weakref weakrefset webbrowser whichdb winapi winreg winsound wmi wsgiref(handlers
headers simple-server types util validate)
xdrlib xml(dom(domreg expatbuilder minicompat minidom nodefilter pulldom xmlbuilder)
etree(celementtree elementinclude elementpath elementtree) parsers(expat(errors(dom etree parsers
sax) model(dom etree parsers sax))) sax(exceptions expatreader handler saxutils xmlreader)) xmllib
xmlrpc(client server) xmlrpclib xxlimited xxsubinterpreters xxsubtype xxtestfuzz
zipapp zipfile(main path(glob)) zipimport zlib zoneinfo(common tzpath zoneinfo) zstd
`;
