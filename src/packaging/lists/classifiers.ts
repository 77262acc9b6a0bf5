// Written by scripts/refresh-lists.ts.
import { readTree } from './tree.ts';

/** The day of trove-classifiers 2026.9.21.13. */
export const CLASSIFIERS_DATE = '2026-09-21';

/** Every classifier that PyPI takes. */
export const CLASSIFIERS: ReadonlySet<string> = new Set(
  readTree(`
Development Status ::
 1 - Planning
 2 - Pre-Alpha
 3 - Alpha
 4 - Beta
 5 - Production/Stable
 6 - Mature
 7 - Inactive
Environment ::
 Console
  Curses
  Framebuffer
  Newt
  svgalib
 Cygwin (MS Windows)
 GPU
  NVIDIA CUDA
   1.0
   1.1
   10.0
   10.1
   10.2
   11
   11.0
   11.1
   11.2
   11.3
   11.4
   11.5
   11.6
   11.7
   11.8
   12
    12.0
    12.1
    12.2
    12.3
    12.4
    12.5
    12.6
   13
   2.0
   2.1
   2.2
   2.3
   3.0
   3.1
   3.2
   4.0
   4.1
   4.2
   5.0
   5.5
   6.0
   6.5
   7.0
   7.5
   8.0
   9.0
   9.1
   9.2
 Handhelds/PDA's
 MacOS X
  Aqua
  Carbon
  Cocoa
 No Input/Output (Daemon)
 OpenStack
 Other Environment
 Plugins
 Web Environment
  Buffet
  Mozilla
  ToscaWidgets
 WebAssembly
  Emscripten
  WASI
 Win32 (MS Windows)
 X11 Applications
  GTK
  Gnome
  KDE
  Qt
Framework ::
 AWS CDK
  1
  2
 AiiDA
 Ansible
 AnyIO
 Apache Airflow
  Provider
 AsyncIO
 BEAT
 BFG
 Bob
 Bottle
 Buildout
  Extension
  Recipe
 CastleCMS
  Theme
 Celery
 Chandler
 CherryPy
 CubicWeb
 Dash
 Datasette
 Django
  1
  1.10
  1.11
  1.4
  1.5
  1.6
  1.7
  1.8
  1.9
  2
  2.0
  2.1
  2.2
  3
  3.0
  3.1
  3.2
  4
  4.0
  4.1
  4.2
  5
  5.0
  5.1
  5.2
  6
  6.0
  6.1
 Django CMS
  3.10
  3.11
  3.4
  3.5
  3.6
  3.7
  3.8
  3.9
  4.0
  4.1
  5.0
  5.1
 FastAPI
 Flake8
 Flask
 Hatch
 Hypothesis
 IDLE
 IPython
 InvenTree
 Jupyter
  JupyterLab
   1
   2
   3
   4
   Extensions
    Mime Renderers
    Prebuilt
    Themes
 Kedro
 Lektor
 Litestar
  1
  2
  3
 Masonite
 Matplotlib
 MkDocs
 Nengo
 Odoo
  10.0
  11.0
  12.0
  13.0
  14.0
  15.0
  16.0
  17.0
  18.0
  19.0
  20.0
  8.0
  9.0
 OpenTelemetry
  Distros
  Exporters
  Instrumentations
 Opps
 Paste
 Pelican
  Plugins
  Themes
 Plone
  3.2
  3.3
  4.0
  4.1
  4.2
  4.3
  5.0
  5.1
  5.2
  5.3
  6.0
  6.1
  6.2
  6.3
  Addon
  Core
  Distribution
  Theme
 PySimpleGUI
  4
  5
 Pycsou
 Pydantic
  1
  2
 Pylons
 Pyodide
 Pyramid
 Pytest
 Review Board
 Robot Framework
  Library
  Tool
 Scrapy
 Setuptools Plugin
 Sphinx
  Domain
  Extension
  Theme
 Trac
 Trio
 Tryton
 TurboGears
  Applications
  Widgets
 Twisted
 Wagtail
  1
  2
  3
  4
  5
  6
  7
  8
 ZODB
 Zope
  2
  3
  4
  5
  6
 Zope2
 Zope3
 aiohttp
 cocotb
 napari
 tox
Intended Audience ::
 Customer Service
 Developers
 Education
 End Users/Desktop
 Financial and Insurance Industry
 Healthcare Industry
 Information Technology
 Legal Industry
 Manufacturing
 Other Audience
 Religion
 Science/Research
 System Administrators
 Telecommunications Industry
License ::
 Aladdin Free Public License (AFPL)
 CC0 1.0 Universal (CC0 1.0) Public Domain Dedication
 CeCILL-B Free Software License Agreement (CECILL-B)
 CeCILL-C Free Software License Agreement (CECILL-C)
 DFSG approved
 Eiffel Forum License (EFL)
 Free For Educational Use
 Free For Home Use
 Free To Use But Restricted
 Free for non-commercial use
 Freely Distributable
 Freeware
 GUST Font License 1.0
 GUST Font License 2006-09-30
 Netscape Public License (NPL)
 Nokia Open Source License (NOKOS)
 OSI Approved
  Academic Free License (AFL)
  Apache Software License
  Apple Public Source License
  Artistic License
  Attribution Assurance License
  BSD License
  Blue Oak Model License (BlueOak-1.0.0)
  Boost Software License 1.0 (BSL-1.0)
  CEA CNRS Inria Logiciel Libre License, version 2.1 (CeCILL-2.1)
  CMU License (MIT-CMU)
  Common Development and Distribution License 1.0 (CDDL-1.0)
  Common Public License
  Eclipse Public License 1.0 (EPL-1.0)
  Eclipse Public License 2.0 (EPL-2.0)
  Educational Community License, Version 2.0 (ECL-2.0)
  Eiffel Forum License
  European Union Public Licence 1.0 (EUPL 1.0)
  European Union Public Licence 1.1 (EUPL 1.1)
  European Union Public Licence 1.2 (EUPL 1.2)
  GNU Affero General Public License v3
  GNU Affero General Public License v3 or later (AGPLv3+)
  GNU Free Documentation License (FDL)
  GNU General Public License (GPL)
  GNU General Public License v2 (GPLv2)
  GNU General Public License v2 or later (GPLv2+)
  GNU General Public License v3 (GPLv3)
  GNU General Public License v3 or later (GPLv3+)
  GNU Lesser General Public License v2 (LGPLv2)
  GNU Lesser General Public License v2 or later (LGPLv2+)
  GNU Lesser General Public License v3 (LGPLv3)
  GNU Lesser General Public License v3 or later (LGPLv3+)
  GNU Library or Lesser General Public License (LGPL)
  Historical Permission Notice and Disclaimer (HPND)
  IBM Public License
  ISC License (ISCL)
  MIT License
  MIT No Attribution License (MIT-0)
  MirOS License (MirOS)
  Motosoto License
  Mozilla Public License 1.0 (MPL)
  Mozilla Public License 1.1 (MPL 1.1)
  Mozilla Public License 2.0 (MPL 2.0)
  Mulan Permissive Software License v2 (MulanPSL-2.0)
  NASA Open Source Agreement v1.3 (NASA-1.3)
  Nethack General Public License
  Nokia Open Source License
  Open Group Test Suite License
  Open Software License 3.0 (OSL-3.0)
  PostgreSQL License
  Python License (CNRI Python License)
  Python Software Foundation License
  Qt Public License (QPL)
  Ricoh Source Code Public License
  SIL Open Font License 1.1 (OFL-1.1)
  Sleepycat License
  Sun Public License
  The Unlicense (Unlicense)
  Universal Permissive License (UPL)
  University of Illinois/NCSA Open Source License
  Vovida Software License 1.0
  W3C License
  Zero-Clause BSD (0BSD)
  Zope Public License
  zlib/libpng License
 Other/Proprietary License
 Public Domain
 Repoze Public License
Natural Language ::
 Afrikaans
 Arabic
 Armenian
 Basque
 Bengali
 Bosnian
 Bulgarian
 Cantonese
 Catalan
 Catalan (Valencian)
 Chinese (Simplified)
 Chinese (Traditional)
 Croatian
 Czech
 Danish
 Dutch
 English
 Esperanto
 Estonian
 Finnish
 French
 Galician
 Georgian
 German
 Greek
 Hebrew
 Hindi
 Hungarian
 Icelandic
 Indonesian
 Irish
 Italian
 Japanese
 Javanese
 Korean
 Latin
 Latvian
 Lithuanian
 Macedonian
 Malay
 Marathi
 Nepali
 Norwegian
 Panjabi
 Persian
 Polish
 Portuguese
 Portuguese (Brazilian)
 Romanian
 Russian
 Serbian
 Slovak
 Slovenian
 Spanish
 Swedish
 Tamil
 Telugu
 Thai
 Tibetan
 Turkish
 Ukrainian
 Urdu
 Vietnamese
 Yiddish
Operating System ::
 Android
 BeOS
 MacOS
  MacOS 9
  MacOS X
 Microsoft
  MS-DOS
  Windows
   Windows 10
   Windows 11
   Windows 3.1 or Earlier
   Windows 7
   Windows 8
   Windows 8.1
   Windows 95/98/2000
   Windows CE
   Windows NT/2000
   Windows Server 2003
   Windows Server 2008
   Windows Vista
   Windows XP
 OS Independent
 OS/2
 Other OS
 PDA Systems
 POSIX
  AIX
  BSD
   BSD/OS
   FreeBSD
   NetBSD
   OpenBSD
  GNU Hurd
  HP-UX
  IRIX
  Linux
  Other
  SCO
  SunOS/Solaris
 PalmOS
 RISC OS
 Unix
 iOS
Programming Language ::
 APL
 ASP
 Ada
 Assembly
 Awk
 Basic
 C
 C#
 C++
 Cold Fusion
 Cython
 D
 Delphi/Kylix
 Dylan
 Eiffel
 Emacs-Lisp
 Erlang
 Euler
 Euphoria
 F#
 Forth
 Fortran
 Go
 Haskell
 Hy
 Java
 JavaScript
 Kotlin
 Lisp
 Logo
 Lua
 ML
 Modula
 OCaml
 Object Pascal
 Objective C
 Other
 Other Scripting Engines
 PHP
 PL/SQL
 PROGRESS
 Pascal
 Perl
 Pike
 Pliant
 Prolog
 Python
  2
   Only
  2.3
  2.4
  2.5
  2.6
  2.7
  3
   Only
  3.0
  3.1
  3.10
  3.11
  3.12
  3.13
  3.14
  3.15
  3.16
  3.2
  3.3
  3.4
  3.5
  3.6
  3.7
  3.8
  3.9
  Free Threading
   1 - Unstable
   2 - Beta
   3 - Stable
   4 - Resilient
  Implementation
   CPython
   GraalPy
   IronPython
   Jython
   MicroPython
   PyPy
   Stackless
 R
 REBOL
 Rexx
 Ruby
 Rust
 SQL
 Scheme
 Simula
 Smalltalk
 Tcl
 Unix Shell
 Visual Basic
 XBasic
 YACC
 Zig
 Zope
Topic ::
 Adaptive Technologies
 Artistic Software
 Communications
  BBS
  Chat
   ICQ
   Internet Relay Chat
   Unix Talk
  Conferencing
  Email
   Address Book
   Email Clients (MUA)
   Filters
   Mail Transport Agents
   Mailing List Servers
   Post-Office
    IMAP
    POP3
  FIDO
  Fax
  File Sharing
   Gnutella
   Napster
  Ham Radio
  Internet Phone
  Telephony
  Usenet News
 Database
  Database Engines/Servers
  Front-Ends
 Desktop Environment
  File Managers
  GNUstep
  Gnome
  K Desktop Environment (KDE)
   Themes
  PicoGUI
   Applications
   Themes
  Screen Savers
  Window Managers
   Afterstep
    Themes
   Applets
   Blackbox
    Themes
   CTWM
    Themes
   Enlightenment
    Epplets
    Themes DR15
    Themes DR16
    Themes DR17
   FVWM
    Themes
   Fluxbox
    Themes
   IceWM
    Themes
   MetaCity
    Themes
   Oroborus
    Themes
   Sawfish
    Themes 0.30
    Themes pre-0.30
   Waimea
    Themes
   Window Maker
    Applets
    Themes
   XFCE
    Themes
 Documentation
  Sphinx
 Education
  Computer Aided Instruction (CAI)
  Testing
 File Formats
  JSON
   JSON Schema
 Games/Entertainment
  Arcade
  Board Games
  First Person Shooters
  Fortune Cookies
  Multi-User Dungeons (MUD)
  Puzzle Games
  Real Time Strategy
  Role-Playing
  Side-Scrolling/Arcade Games
  Simulation
  Turn Based Strategy
 Home Automation
 Internet
  File Transfer Protocol (FTP)
  Finger
  Log Analysis
  Name Service (DNS)
  Proxy Servers
  WAP
  WWW/HTTP
   Browsers
   Dynamic Content
    CGI Tools/Libraries
    Content Management System
    Message Boards
    News/Diary
    Page Counters
    Wiki
   HTTP Servers
   Indexing/Search
   Session
   Site Management
    Link Checking
   WSGI
    Application
    Middleware
    Server
  XMPP
  Z39.50
 Multimedia
  Graphics
   3D Modeling
   3D Rendering
   Capture
    Digital Camera
    Scanners
    Screen Capture
   Editors
    Raster-Based
    Vector-Based
   Graphics Conversion
   Presentation
   Viewers
  Sound/Audio
   Analysis
   CD Audio
    CD Playing
    CD Ripping
    CD Writing
   Capture/Recording
   Conversion
   Editors
   MIDI
   Mixers
   Players
    MP3
   Sound Synthesis
   Speech
  Video
   Capture
   Conversion
   Display
   Non-Linear Editor
 Office/Business
  Financial
   Accounting
   Investment
   Point-Of-Sale
   Spreadsheet
  Groupware
  News/Diary
  Office Suites
  Scheduling
 Other/Nonlisted Topic
 Printing
 Religion
 Scientific/Engineering
  Artificial Intelligence
  Artificial Life
  Astronomy
  Atmospheric Science
  Bio-Informatics
  Chemistry
  Electronic Design Automation (EDA)
  GIS
  Human Machine Interfaces
  Hydrology
  Image Processing
  Image Recognition
  Information Analysis
  Instrument Drivers
   IVI Conformant
  Interface Engine/Protocol Translator
  Mathematics
  Medical Science Apps.
  Oceanography
  Physics
  Quantum Computing
  Visualization
 Security
  Cryptography
 Sociology
  Genealogy
  History
 Software Development
  Assemblers
  Bug Tracking
  Build Tools
  Code Generators
  Compilers
  Debuggers
  Disassemblers
  Documentation
  Embedded Systems
   Controller Area Network (CAN)
    CANopen
    J1939
  Internationalization
  Interpreters
  Libraries
   Application Frameworks
   Java Libraries
   PHP Classes
   Perl Modules
   Pike Modules
   Python Modules
   Ruby Modules
   Tcl Extensions
   pygame
  Localization
  Object Brokering
   CORBA
  Pre-processors
  Quality Assurance
  Testing
   Acceptance
   BDD
   Mocking
   Traffic Generation
   Unit
  User Interfaces
  Version Control
   Bazaar
   CVS
   Git
   Mercurial
   RCS
   SCCS
  Widget Sets
 System
  Archiving
   Backup
   Compression
   Mirroring
   Packaging
  Benchmark
  Boot
   Init
  Clustering
  Console Fonts
  Distributed Computing
  Emulators
  Filesystems
  Hardware
   Hardware Drivers
   Mainframes
   Symmetric Multi-processing
   Universal Serial Bus (USB)
    Audio
    Audio/Video (AV)
    Communications Device Class (CDC)
    Diagnostic Device
    Hub
    Human Interface Device (HID)
    Mass Storage
    Miscellaneous
    Printer
    Smart Card
    Vendor
    Video (UVC)
    Wireless Controller
  Installation/Setup
  Logging
  Monitoring
  Networking
   Firewalls
   Monitoring
    Hardware Watchdog
   Time Synchronization
  Operating System
  Operating System Kernels
   BSD
   GNU Hurd
   Linux
  Power (UPS)
  Recovery Tools
  Shells
  Software Distribution
  System Shells
  Systems Administration
   Authentication/Directory
    LDAP
    NIS
 Terminals
  Serial
  Telnet
  Terminal Emulators/X Terminals
 Text Editors
  Documentation
  Emacs
  Integrated Development Environments (IDE)
  Text Processing
  Word Processors
 Text Processing
  Filters
  Fonts
  General
  Indexing
  Linguistic
  Markup
   HTML
   LaTeX
   Markdown
   SGML
   VRML
   XML
   reStructuredText
 Utilities
Typing ::
 Stubs Only
 Typed
`),
);

/** Those that it took once, with what stands in their place. */
export const DEPRECATED_CLASSIFIERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Framework :: Django CMS :: 4.2', ['Framework :: Django CMS :: 5.0']],
  ['License :: OSI Approved :: Intel Open Source License', []],
  ['License :: OSI Approved :: Jabber Open Source License', []],
  ['License :: OSI Approved :: MITRE Collaborative Virtual Workspace License (CVW)', []],
  ['License :: OSI Approved :: Sun Industry Standards Source License (SISSL)', []],
  ['License :: OSI Approved :: X.Net License', []],
  ['Natural Language :: Ukranian', ['Natural Language :: Ukrainian']],
  ['Topic :: Communications :: Chat :: AOL Instant Messenger', []],
]);
