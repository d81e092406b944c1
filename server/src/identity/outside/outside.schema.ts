import { Type } from 'typebox'
import { IdShape, InstantShape, Nullable } from '../../platform/index.ts'
import type { OutsideLink } from './outside.ts'

export const SignInWaysShape = Type.Object({
  outside: Nullable(Type.Object({ name: Type.String({ description: 'What people call the provider outside' }) })),
})

export const BeginQuery = Type.Object({
  to: Type.Optional(Type.String({ maxLength: 2_000, description: 'Where in the portal to go on' })),
})

/** Whatever a provider sends along; the library says what must be there. */
export const ReturnQuery = Type.Object({}, { additionalProperties: true })

export const OutsideLinkParams = Type.Object({ id: IdShape, link: IdShape })

export const OutsideLinkBody = Type.Object(
  {
    subject: Type.String({ minLength: 1, maxLength: 255, description: 'Who the person is at the provider (`sub`)' }),
  },
  { additionalProperties: false },
)

const OutsideLinkShape = Type.Object({
  id: IdShape,
  issuer: Type.String(),
  linkedAt: InstantShape,
  isConfirmed: Type.Boolean({
    description: 'Whether a second person said the same: only then sign-ins by it hold guarded roles',
  }),
})
export const OutsideLinkCreated = OutsideLinkShape
export const OutsideLinkList = Type.Object({ items: Type.Array(OutsideLinkShape) })

export function outsideLinkToWire({ linkedAt, ...link }: OutsideLink) {
  return { ...link, linkedAt: linkedAt.toISOString() }
}
