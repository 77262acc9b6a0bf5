import {
  distinguishedName,
  extension,
  keyIdentifiers,
  makeSerial,
  pem,
  signedCertificate,
  tbsCertificate,
} from '../../sandbox/sigstore/certificate.ts';
import { bitString, objectIdentifier, sequence, TRUE, tlv } from '../../sandbox/sigstore/der.ts';
import { makeKeyPair, spki } from '../../sandbox/sigstore/digest.ts';

export interface ServerCertificate {
  /** The private authority, in PEM: what NODE_EXTRA_CA_CERTS and SSL_CERT_FILE take. */
  readonly authority: string;
  /** The certificate of the server and its key, in PEM. */
  readonly cert: string;
  readonly key: string;
}

const DAY = 86_400_000;
const SERVER_AUTH = objectIdentifier('1.3.6.1.5.5.7.3.1');

const keyUsage = (bits: number, unused: number) =>
  extension('2.5.29.15', bitString(Buffer.from([bits]), unused), true);

/** A TLS certificate for host names, by an authority made for it. */
export function makeServerCertificate(hosts: readonly string[]): ServerCertificate {
  const validity = {
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + 30 * DAY),
  };
  const authority = { name: distinguishedName('conformance', 'private CA'), key: makeKeyPair() };
  const server = { name: distinguishedName('conformance', 'server'), key: makeKeyPair() };
  const authorityKey = spki(authority.key.publicKey);
  const signed = (subject: typeof server, extensions: readonly Buffer[]) => {
    const publicKey = spki(subject.key.publicKey);
    const tbs = tbsCertificate({
      serial: makeSerial(),
      issuer: authority.name,
      subject: subject.name,
      ...validity,
      publicKey,
      extensions: [...extensions, ...keyIdentifiers(publicKey, authorityKey)],
    });
    return pem(signedCertificate(tbs, authority.key));
  };
  const names = hosts.map((host) => tlv(0x82, Buffer.from(host)));
  return {
    authority: signed(authority, [
      extension('2.5.29.19', sequence(TRUE), true),
      keyUsage(0x06, 1), // keyCertSign, cRLSign
    ]),
    cert: signed(server, [
      extension('2.5.29.19', sequence(), true),
      keyUsage(0x80, 7), // digitalSignature
      extension('2.5.29.37', sequence(SERVER_AUTH)),
      extension('2.5.29.17', sequence(...names)),
    ]),
    key: server.key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
