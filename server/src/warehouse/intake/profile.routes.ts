import { Type } from 'typebox'
import { principalOf } from '../../identity/index.ts'
import { Nullable, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { DatasetParams } from '../dataset.schema.ts'
import { warehousePermissions } from '../warehouse.permissions.ts'
import { completeProfile } from './profile.ts'
import { ProfileBody, ProfileShape } from './profile.schema.ts'
import type { Profiles } from './profile.service.ts'

const permission = warehousePermissions['submission.submit']
const zone = 'dedicated'
const problems = ['access.submitRefused', 'catalogue.datasetNotFound']
const RememberedShape = Type.Object({ profile: Nullable(ProfileShape) })

export function profileRoutes({ profiles }: { readonly profiles: Profiles }): Route[] {
  return [getProfile(profiles), putProfile(profiles), deleteProfile(profiles)]
}

function getProfile(profiles: Profiles): Route {
  return route({
    method: 'GET',
    url: '/warehouse/datasets/:code/profile',
    operationId: 'warehouse.getProfile',
    summary: 'How files of a dataset are read when nothing else is said; null when nothing is remembered',
    ...{ permission, zone, problems },
    schema: { params: DatasetParams, response: { 200: RememberedShape } },
    handler: async (request) => ({ profile: await profiles.get(principalOf(request), request.params.code) }),
  })
}

function putProfile(profiles: Profiles): Route {
  return route({
    method: 'PUT',
    url: '/warehouse/datasets/:code/profile',
    operationId: 'warehouse.rememberProfile',
    summary: 'Remember how files of a dataset are read; what is left out is as in the plain form',
    ...{ permission, zone },
    problems: [...problems, 'warehouse.structureMissing', 'warehouse.profileInvalid'],
    schema: { params: DatasetParams, body: ProfileBody, response: { 200: RememberedShape } },
    handler: async (request) => {
      const profile = completeProfile(request.body)
      await profiles.put(principalOf(request), request.params.code, profile)
      return { profile }
    },
  })
}

function deleteProfile(profiles: Profiles): Route {
  return route({
    method: 'DELETE',
    url: '/warehouse/datasets/:code/profile',
    operationId: 'warehouse.forgetProfile',
    summary: 'Forget how files of a dataset are read',
    ...{ permission, zone, problems },
    schema: { params: DatasetParams, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await profiles.forget(principalOf(request), request.params.code)
      return reply.code(204).send()
    },
  })
}
