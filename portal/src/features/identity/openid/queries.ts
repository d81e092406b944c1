import { queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'

export const signInRequestQuery = (uid: string) =>
  queryOptions({
    queryKey: ['identity', 'signInRequest', uid],
    queryFn: () => answer(client.GET('/api/v1/identity/interactions/{uid}/request', { params: { path: { uid } } })),
    retry: false,
  })

/** Gives where the browser goes on. */
export async function answerSignInRequest(uid: string, isAllowed: boolean): Promise<string> {
  const params = { path: { uid } }
  const { continueTo } = await answer(
    isAllowed
      ? client.POST('/api/v1/identity/interactions/{uid}/consent', { params })
      : client.POST('/api/v1/identity/interactions/{uid}/refusal', { params }),
  )
  return continueTo
}

export const waitingDeviceQuery = (userCode: string) =>
  queryOptions({
    queryKey: ['identity', 'waitingDevice', userCode],
    queryFn: () => answer(client.GET('/api/v1/identity/devices/{userCode}', { params: { path: { userCode } } })),
    retry: false,
  })

export function answerDevice(userCode: string, isAllowed: boolean) {
  const params = { path: { userCode } }
  return answer(
    isAllowed
      ? client.POST('/api/v1/identity/devices/{userCode}/consent', { params })
      : client.POST('/api/v1/identity/devices/{userCode}/refusal', { params }),
  )
}

export const consentsQuery = queryOptions({
  queryKey: ['identity', 'consents'],
  queryFn: () => answer(client.GET('/api/v1/identity/consents')),
})

export function endConsent(id: string) {
  return answer(client.DELETE('/api/v1/identity/consents/{id}', { params: { path: { id } } }))
}
