interface PageOf<Item> {
  items: Item[]
  next: string | null
}

/** All of a list, page after page. */
export async function allPages<Item>(ask: (cursor: string | undefined) => Promise<PageOf<Item>>): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  do {
    const page = await ask(cursor)
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return items
}
