import api from 'undici/lib/api/index.js';
import errors from 'undici/lib/core/errors.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';
import { setGlobalDispatcher } from 'undici/lib/global.js';

// The parts of undici that are used, by their paths: its main file drags in fetch, caches,
// WebSockets and mocks, a quarter of the bundle (docs/decisions/0006-parts-of-undici.md).
// As in the main file, this gives dispatchers their `request` method.
Object.assign(Dispatcher.prototype, api);

export { EnvHttpProxyAgent, errors, setGlobalDispatcher };
