import { findRecipe, recipes } from '../../../recipes/index.ts'
import { installDescribed, stewardOptions, stewardsOf } from './pack.ts'
import { withModules } from './with-modules.ts'
import { credentialsFor } from './find-credentials.ts'
import { deliver } from './delivery.ts'
import { createClient } from './client.ts'
import { note, say, textOption, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { serverUrl } from './server-url.ts'

export const recipeListCommand: Command = {
  name: 'recipe list',
  summary: 'List the recipes that turn published files into submissions',
  usage: '',
  options: {},
  run: () => {
    for (const recipe of recipes) say(`${recipe.name.padEnd(33)} ${recipe.titleEn} (source: ${recipe.source})`)
    return Promise.resolve(0)
  },
}

export const recipeInstallCommand: Command = {
  name: 'recipe install',
  summary: 'Register the dataset a recipe fills and declare its structure; again does nothing',
  usage: '<name> --provider <unit> [--consumers <unit or departments, wards, all; …>]',
  options: stewardOptions,
  run: (input) => {
    const recipe = findRecipe(input.args[0] ?? '')
    if (!recipe) throw new UsageError('There is no such recipe; see "kho recipe list".')
    return withModules(input, async (modules) => {
      await installDescribed(modules, recipe.dataset, stewardsOf(input))
      return 0
    })
  },
}

export const recipeRunCommand: Command = {
  name: 'recipe run',
  summary: 'Convert a published source by a recipe and deliver it to the recipe’s dataset',
  usage: '<name> --source <folder>',
  options: {
    source: { type: 'string' },
    url: { type: 'string' },
    token: { type: 'string' },
    print: { type: 'boolean' },
  },
  run: async (input) => {
    const recipe = findRecipe(input.args[0] ?? '')
    if (!recipe) throw new UsageError('There is no such recipe; see "kho recipe list".')
    const source = textOption(input, 'source')
    if (source === undefined) throw new UsageError('Say where the source is with --source.')
    const pieces = await Array.fromAsync(recipe.convert(source))
    if (input.options['print'] === true) {
      process.stdout.write(pieces.join(''))
      return 0
    }
    const url = serverUrl(input)
    const client = createClient(url, await credentialsFor(input, url))
    const content = new Blob(pieces)
    const { dataset, onFault } = recipe
    const delivery = { dataset: dataset.code, fileName: `${recipe.name}.csv`, content, onFault }
    return deliver(client, delivery, { report: say, progress: note })
  },
}
