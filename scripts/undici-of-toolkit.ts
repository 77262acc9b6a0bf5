// What `@actions/github` and `@actions/http-client` use of undici, in place of its main file
// (docs/decisions/0006-parts-of-undici.md). Their requests are sent by src/http/ alone: this is what
// they need to be loaded.
export { default as ProxyAgent } from 'undici/lib/dispatcher/proxy-agent.js';
export const { fetch } = globalThis;
