import { type KeyPair, spki } from '../../sandbox/sigstore/digest.ts';

/**
 * The configuration of ct_server (LogMultiConfig as text-format protobuf): one log that takes
 * precertificates for code signing below one root.
 *
 * @param log Trillian's id of the log.
 * @param rootPath The PEM file of the root.
 */
export function certificateTransparencyConfig(log: string, key: KeyPair, rootPath: string): string {
  const privateKey = key.privateKey.export({ type: 'sec1', format: 'der' });
  return `config {
  log_id: ${log}
  prefix: "sigstore"
  roots_pem_file: ${JSON.stringify(rootPath)}
  private_key: { [type.googleapis.com/keyspb.PrivateKey] { der: "${escaped(privateKey)}" } }
  public_key { der: "${escaped(spki(key.publicKey))}" }
  ext_key_usages: "CodeSigning"
}
`;
}

const escaped = (bytes: Buffer): string =>
  bytes.toString('hex').replaceAll(/../g, (byte) => `\\x${byte}`);
