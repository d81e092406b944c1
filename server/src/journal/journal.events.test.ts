import { expect, it } from 'vitest'
import { problemTextFaults } from '../platform/testing.ts'
import { journalProblems } from './journal.errors.ts'
import { defineEvents } from './journal.events.ts'
import { journalPermissions } from './journal.permissions.ts'

it('puts the module in front of its events and keeps what each means', () => {
  const events = defineEvents('catalogue', {
    'dataset.registered': 'A dataset was entered',
    'dataset.revised': 'Changed',
  })
  expect(events['dataset.registered']).toBe('catalogue.dataset.registered')
  expect(events.meanings).toEqual({
    'catalogue.dataset.registered': 'A dataset was entered',
    'catalogue.dataset.revised': 'Changed',
  })
})

it('opens the journal of changes to all roles, and who read what only to oversight (Điều 13.3)', () => {
  expect(journalPermissions['entry.read']).toEqual({
    name: 'journal.entry.read',
    roles: ['provider', 'consumer', 'coordinator', 'committee', 'auditor', 'administrator'],
  })
  expect(journalPermissions['read.read'].roles).toEqual(['coordinator', 'committee', 'auditor'])
})

it('says every problem of the journal in both languages, with what to do next', () => {
  expect(problemTextFaults(journalProblems.definitions)).toEqual([])
})
