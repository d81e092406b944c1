import { networkZones } from '../../access/index.ts'
import { systemActor } from '../../journal/index.ts'
import { createLog, openUrl } from '../../platform/index.ts'
import { openInstallation } from '../installation.ts'
import { say, sayForeign, textOption, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { lookAt, withModules } from './with-modules.ts'

const zoneHelp = [
  '<zone>  dedicated: the dedicated network of the city, for all work with data',
  '        administration: for accounts, clients and networks; within the dedicated network, all of it while none is named',
  '        health: for what watches the server, besides the dedicated network',
]

export const networkListCommand: Command = {
  name: 'network list',
  summary: 'List the networks from which each zone is reached; the machine itself always comes to all of them',
  usage: '',
  options: {},
  run: (input) =>
    lookAt(input, async ({ zones }) => {
      const networks = await zones.listNetworks()
      for (const { id, zone, network, name } of networks)
        sayForeign(`${id}  ${zone.padEnd(14)}  ${network.padEnd(18)}  ${name}`)
      if (networks.length === 0) say('There are none: only this machine comes to anything but the open zone.')
      return 0
    }),
}

export const networkAddCommand: Command = {
  name: 'network add',
  summary: 'Let a network reach a zone; a running server heeds it within a second',
  usage: '<zone> <network> --name <what people call it>',
  options: { name: { type: 'string' } },
  help: [...zoneHelp, '<network>  in CIDR, like 10.1.0.0/16'],
  run: (input) => {
    const [named, network] = input.args
    const zone = networkZones.find((each) => each === named)
    const name = textOption(input, 'name')
    if (!zone || network === undefined || !name) throw new UsageError('Zone, network and --name are needed.')
    return withModules(input, async ({ zones }) => {
      const added = await zones.addNetwork(systemActor('network add'), { zone, network, name }, undefined)
      say(`added ${added.network} to ${zone}: ${added.id}`)
      return 0
    })
  },
}

export const networkRemoveCommand: Command = {
  name: 'network remove',
  summary: 'Let a network reach a zone no more',
  usage: '<id>',
  options: {},
  help: ['<id>  as `kho network list` tells it'],
  run: (input) => {
    const [id] = input.args
    if (id === undefined || !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id))
      throw new UsageError('The id of a network is needed.')
    return withModules(input, async ({ zones }) => {
      await zones.removeNetwork(systemActor('network remove'), id, undefined)
      say(`removed ${id}`)
      return 0
    })
  },
}

export const openAddressCommand: Command = {
  name: 'open address',
  summary:
    'Print the database address for `kho serve --zone open`: a secret, of a role that sees what is open and nothing else',
  usage: '',
  options: {},
  run: async ({ config }) => {
    const installation = await openInstallation(config, createLog(config.logLevel))
    try {
      say(openUrl(installation.databaseUrl, installation.secret))
      return 0
    } finally {
      await installation.close()
    }
  },
}
