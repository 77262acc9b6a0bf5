// Node.js and npm are what is first in PATH.
