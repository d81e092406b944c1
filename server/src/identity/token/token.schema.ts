import { Type } from 'typebox'
import { IdShape, InstantShape, Nullable } from '../../platform/index.ts'
import type { ApiToken } from './token.ts'

export const TokenShape = Type.Object(
  {
    id: IdShape,
    label: Type.String(),
    createdAt: InstantShape,
    lastUsedAt: Nullable(InstantShape),
    expiresAt: InstantShape,
    revokedAt: Nullable(InstantShape),
    networks: Type.Array(Type.String({ description: 'CIDR' })),
  },
  { $id: 'ApiToken' },
)

export const TokenList = Type.Object({ items: Type.Array(TokenShape) })

export const TokenBody = Type.Object(
  {
    label: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    networks: Type.Optional(
      Type.Array(Type.String({ maxLength: 50 }), {
        ...{ maxItems: 20 },
        description: 'Networks it may be used from, as CIDR; any when none is named',
      }),
    ),
    expiresInDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 90 })),
  },
  { additionalProperties: false },
)

export const IssuedTokenShape = Type.Object(
  { id: IdShape, label: Type.String(), token: Type.String({ description: 'Shown this once' }) },
  { $id: 'IssuedToken' },
)

export function tokenToWire(token: ApiToken) {
  return {
    id: token.id,
    label: token.label,
    createdAt: token.createdAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    expiresAt: token.expiresAt.toISOString(),
    revokedAt: token.revokedAt?.toISOString() ?? null,
    networks: [...token.networks],
  }
}
