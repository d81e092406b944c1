import { leafHash, MerkleTree } from '../../src/platform/index.ts'
import { formatAddCheckpoint, makeSigner, readTree, signCheckpoint } from '../../src/journal/testing.ts'

/** A log of its own making, which can also be made to lie. */
export interface ALog {
  readonly signer: ReturnType<typeof makeSigner>
  checkpoint(size: number): string
  /** What leads from one size to another. */
  proof(from: number, to: number): Promise<Buffer[]>
  /** The body of a request to a witness. */
  request(from: number, to: number): Promise<string>
}

/** @param fork from this index on the entries are others than those of the log of the same name */
export function aLogOf(name: string, fork = Infinity): ALog {
  const signer = makeSigner(name, 'ed25519', Buffer.alloc(32, name.length))
  const leaf = (index: number) =>
    leafHash(Buffer.from(index < fork ? `${name} ${String(index)}` : `other ${String(index)}`))
  const leaves = Array.from({ length: 256 }, (_none, index) => leaf(index))
  const treeOf = (size: number) => readTree(size, ({ width }) => Promise.resolve(Buffer.concat(leaves.slice(0, width))))
  const checkpoint = (size: number) => {
    const tree = new MerkleTree()
    for (const hash of leaves.slice(0, size)) tree.append(hash)
    return signCheckpoint(signer, { size, root: tree.root() })
  }
  const proof = (from: number, to: number) => treeOf(to).consistency(from)
  return {
    ...{ signer, checkpoint, proof },
    request: async (from, to) =>
      formatAddCheckpoint({ old: from, proof: await proof(from, to), checkpoint: checkpoint(to) }),
  }
}
