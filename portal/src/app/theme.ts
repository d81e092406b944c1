import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const ink: MantineColorsTuple = [
  '#edf6f7',
  '#d6eaec',
  '#aed5da',
  '#82bec6',
  '#57a5b0',
  '#358d9a',
  '#1f7683',
  '#0e5e6a',
  '#0a4b55',
  '#073a42',
]

const amber: MantineColorsTuple = [
  '#fdf5e6',
  '#f9e7c6',
  '#f3d08f',
  '#ebb755',
  '#dd9f2c',
  '#bd8213',
  '#9c690a',
  '#805405',
  '#664303',
  '#4c3202',
]

const brick: MantineColorsTuple = [
  '#fdf0ef',
  '#f9dcda',
  '#f2b6b2',
  '#ea8e88',
  '#dd665f',
  '#c8473f',
  '#b23129',
  '#97241d',
  '#7b1b15',
  '#5f130f',
]

/** Mantine's dark greys, tinted like our own dark ground. */
const dark: MantineColorsTuple = [
  '#e7eeed',
  '#b9c6c5',
  '#9dadac',
  '#6c7d7c',
  '#3b494b',
  '#2c383a',
  '#1a2324',
  '#151c1d',
  '#101718',
  '#0b1011',
]

const fontFamily = "'Be Vietnam Pro', system-ui, 'Segoe UI', Roboto, sans-serif"

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink, amber, brick, dark },
  fontFamily,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.6', lg: '1.6', xl: '1.5' },
  headings: { fontFamily, fontWeight: '600' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    // Label above, help below, errors in place.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 140 } } },
    // In place, not at the end of the page: the choices belong to the landmark of their field.
    Select: { defaultProps: { comboboxProps: { withinPortal: false } } },
    Popover: { defaultProps: { transitionProps: { duration: 90 }, shadow: 'md' } },
    Tooltip: { defaultProps: { transitionProps: { duration: 90 }, openDelay: 250, withArrow: true } },
  },
})

/** Mantine's own surfaces follow the tokens of styles.css, so there is one palette. */
export const variables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--kho-surface)',
    '--mantine-color-text': 'var(--kho-text)',
    '--mantine-color-dimmed': 'var(--kho-muted)',
    '--mantine-color-placeholder': 'var(--kho-muted)',
    // What cannot be changed now is still to be read.
    '--mantine-color-disabled-color': 'var(--kho-muted)',
    '--mantine-color-default': 'var(--kho-surface)',
    '--mantine-color-default-hover': 'var(--kho-hover)',
    '--mantine-color-default-color': 'var(--kho-text)',
    '--mantine-color-default-border': 'var(--kho-edge)',
    '--mantine-color-error': 'var(--kho-bad)',
    '--mantine-color-anchor': 'var(--kho-accent)',
  }
  return { variables: {}, light: shared, dark: shared }
}
