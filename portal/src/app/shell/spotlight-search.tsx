import { useId, useState, type KeyboardEvent } from 'react'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import type { Me } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { useSpotlightItems, type SpotlightItem } from './spotlight-items.ts'
import classes from './spotlight.module.css'

interface SpotlightSearchProps {
  me: Me | null
  onClose: () => void
}

export function SpotlightSearch({ me, onClose }: SpotlightSearchProps) {
  const { t } = useText()
  const list = useId()
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed.trim(), 140)
  const [marked, setMarked] = useState(0)
  const { items, searching } = useSpotlightItems(asked, me)
  const current = Math.min(marked, items.length - 1)
  const idOf = (index: number) => `${list}-${String(index)}`

  function run(item: SpotlightItem | undefined): void {
    if (item === undefined) return
    onClose()
    item.run()
  }
  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') run(items[current])
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || items.length === 0) return
    event.preventDefault()
    const next = (current + step + items.length) % items.length
    setMarked(next)
    document.getElementById(idOf(next))?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div>
      <SearchField
        list={list}
        active={items[current] && idOf(current)}
        typed={typed}
        onKey={onKey}
        onType={(next) => {
          setTyped(next)
          setMarked(0)
        }}
      />
      <div id={list} role="listbox" aria-label={t('search.results')} className={classes.list}>
        {items.map((item, index) => (
          <Option
            key={item.id}
            id={idOf(index)}
            item={item}
            marked={index === current}
            heading={items[index - 1]?.group === item.group ? null : item.group}
            onMark={() => {
              setMarked(index)
            }}
            onRun={() => {
              run(item)
            }}
          />
        ))}
      </div>
      {items.length === 0 && <Nothing typed={typed} searching={searching} />}
      <KeysHelp />
    </div>
  )
}

interface SearchFieldProps {
  list: string
  active: string | undefined
  typed: string
  onType: (typed: string) => void
  onKey: (event: KeyboardEvent) => void
}

function SearchField({ list, active, typed, onType, onKey }: SearchFieldProps) {
  const { t } = useText()
  return (
    <div className={classes.field}>
      <IconSearch size={20} stroke={1.8} aria-hidden />
      <input
        // Mantine's focus trap puts the cursor here when the dialog opens.
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={active}
        aria-autocomplete="list"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        className={classes.input}
        value={typed}
        onChange={(event) => {
          onType(event.currentTarget.value)
        }}
        onKeyDown={onKey}
      />
    </div>
  )
}

function Nothing({ typed, searching }: { typed: string; searching: boolean }) {
  const { t } = useText()
  return (
    <p className={classes.none} role="status">
      {searching ? t('app.loading') : t('search.none', { q: typed })}
    </p>
  )
}

function KeysHelp() {
  const { t } = useText()
  return (
    <p className={classes.help} aria-hidden>
      <kbd>↑</kbd> <kbd>↓</kbd> {t('search.keysMove')} <kbd>Enter</kbd> {t('search.keysOpen')} <kbd>Esc</kbd>{' '}
      {t('search.keysClose')}
    </p>
  )
}

interface OptionProps {
  id: string
  item: SpotlightItem
  marked: boolean
  heading: SpotlightItem['group'] | null
  onMark: () => void
  onRun: () => void
}

function Option({ id, item, marked, heading, onMark, onRun }: OptionProps) {
  const { t } = useText()
  const Glyph = item.icon
  return (
    <>
      {heading !== null && (
        <div role="presentation" className={classes.heading}>
          {t(`search.group.${heading}`)}
        </div>
      )}
      {/* The keyboard works through the input's aria-activedescendant; the pointer works here. */}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={marked}
        className={classes.option}
        onPointerMove={onMark}
        onClick={onRun}
        onKeyDown={onRun}
      >
        <Glyph size={19} stroke={1.6} aria-hidden />
        <span className={classes.title}>{item.title}</span>
        <span className={classes.hint}>{item.hint}</span>
      </div>
    </>
  )
}
