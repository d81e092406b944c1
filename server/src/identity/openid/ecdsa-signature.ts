/**
 * A P-256 signature as JOSE writes it (RFC 7518 §3.4: two numbers of 32 bytes), in DER. Node takes the first form, too,
 * but takes half as long again to verify it. Undefined when it has another length.
 */
export function derSignature(signature: Buffer): Buffer | undefined {
  if (signature.length !== 64) return undefined
  const numbers = Buffer.concat([integer(signature.subarray(0, 32)), integer(signature.subarray(32))])
  return Buffer.concat([Buffer.from([0x30, numbers.length]), numbers])
}

/** As few bytes as it takes, the first of them below 0x80: DER knows signs. */
function integer(number: Buffer): Buffer {
  const first = number.findIndex((byte) => byte !== 0)
  const digits = number.subarray(first === -1 ? number.length - 1 : first)
  const sign = (digits[0] ?? 0) < 0x80 ? [] : [0]
  return Buffer.concat([Buffer.from([0x02, digits.length + sign.length, ...sign]), digits])
}
