import { defineEvents } from '../journal/index.ts'

export const accessEvents = defineEvents('access', {
  'read.refused': 'a unit wanted to read data it may not read; the payload names the reason and the clause',
  'incident.opened':
    'a file bears a mark of state secrets and was stopped: which kind of mark and where, and the digest; nothing of the file',
  'incident.sealed': 'the bytes of a stopped file are encrypted and the plain ones gone',
  'incident.releaseAsked': 'a person asked that a stopped file be released as a false alarm, with the reasons',
  'incident.releaseRefused': 'a second person refused to release a stopped file; it stays under seal',
  'incident.released': 'a second person agreed that a stopped file is no state secret',
  'incident.restored': 'the bytes of a released file are back and the file goes on',
  'incident.handled':
    'a stopped file is a state secret: its bytes were destroyed here or are with the competent office, by which instrument',
  'incident.passed': 'the unit whose file was stopped ended; its successor sees the incident since',
  'network.added': 'a network was let reach a zone',
  'network.removed': 'a network was let reach a zone no more',
  'zoneRefusals.sealed':
    'requests refused for the network they came from, of windows of ten minutes; the payload holds figures and the root over the rows',
  'zoneRefusals.forgotten': 'rows of such requests older than 400 days were forgotten, whole seals at a time',
  'policySet.proposed': 'changed policies were proposed; the payload names what changes, and the files by their digest',
  'policySet.approved': 'changed policies came into force, by an instrument; another than who proposed them approved',
  'policySet.refused': 'proposed policies were refused, for a reason',
  'policySet.shipped': 'a release brought policies that were not here before',
  'subjectRequest.received':
    'a person asked something about their own data; the payload holds the clocks, and of the person a commitment alone',
  'subjectRequest.assigned': 'a request was put to the units that provide the datasets it concerns',
  'subjectRequest.passed':
    'a unit ended that kept a request or had to report on a dataset; its successor does since, by the act in the payload',
  'subjectRequest.responded': 'the person had a first word; whether that was late',
  'subjectRequest.reported': 'a providing unit said what it found or did',
  'subjectRequest.extended': 'the time to do what was asked was extended, once; before and after',
  'subjectRequest.reads':
    'it was looked up who read what is held of the person; the payload holds in how many datasets, and nothing of the answer',
  'subjectRequest.answered': 'what was asked was done; whether that was late',
  'subjectRequest.refused': 'what was asked was refused, on which ground; whether that was late',
  'subjectRequest.overdue': 'a clock of a request ran out',
  'subjectRequest.erased': 'the personal data in an ended request was taken out',
  'impactFile.written': 'a provider wrote what becomes of the personal data in a dataset; before and after',
  'impactFile.confirmed': 'the impact file of a dataset was confirmed, with what the warehouse knew of it then',
})
