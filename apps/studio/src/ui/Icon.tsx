// The page's own icons: strokes of one width on a grid of 24.
const paths = {
  play: <path d="M7.5 4.8v14.4a.6.6 0 0 0 .92.5l11-7.2a.6.6 0 0 0 0-1l-11-7.2a.6.6 0 0 0-.92.5Z" fill="currentColor" stroke="none" />,
  pause: (
    <g fill="currentColor" stroke="none">
      <rect x="6" y="4.5" width="4.2" height="15" rx="1.2" />
      <rect x="13.8" y="4.5" width="4.2" height="15" rx="1.2" />
    </g>
  ),
  stop: <rect x="6" y="6" width="12" height="12" rx="2" fill="currentColor" stroke="none" />,
  reset: <path d="M4 5v5h5M4.6 14.5A8 8 0 1 0 6 7.4L4 10" />,
  keep: <path d="M6.5 3.8h11v16.4L12 16.2l-5.5 4z" />,
  dice: (
    <>
      <rect x="4" y="4" width="16" height="16" rx="4" />
      <g fill="currentColor" stroke="none">
        <circle cx="8.7" cy="8.7" r="1.4" />
        <circle cx="15.3" cy="8.7" r="1.4" />
        <circle cx="12" cy="12" r="1.4" />
        <circle cx="8.7" cy="15.3" r="1.4" />
        <circle cx="15.3" cy="15.3" r="1.4" />
      </g>
    </>
  ),
  plus: <path d="M12 5v14M5 12h14" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  undo: <path d="M8.5 5 4 9.5 8.5 14M4.5 9.5h9a6 6 0 0 1 0 12H10" transform="translate(0 -1.2)" />,
  loop: <path d="M17 3.5 20.5 7 17 10.5M20 7H8a4.5 4.5 0 0 0-4.5 4.5M7 20.5 3.5 17 7 13.5M4 17h12a4.5 4.5 0 0 0 4.5-4.5" />,
  code: <path d="m8.5 7-5 5 5 5M15.5 7l5 5-5 5" />,
  sun: <path d="M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />,
  moon: <path d="M19.5 14.4A8 8 0 0 1 9.6 4.5a8 8 0 1 0 9.9 9.9Z" />,
  speaker: <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" />,
  help: <path d="M9.2 9.2a2.9 2.9 0 1 1 4.2 2.6c-.9.5-1.4 1-1.4 2.1M12 17.2v.1" />,
  download: <path d="M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14" />,
  trash: <path d="M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7" />,
  copy: <path d="M9 9h10.5v10.5H9zM5.5 15H4.5V4.5H15v1" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  pen: <path d="m4.5 19.5 1-4.5L16 4.5l3.5 3.5L9 18.5zM13.5 7l3.5 3.5" />,
  quill: <path d="M4 20 14 10M20 4c-7 0-12 4-13 11l-1.5 3.5L9 17c7-1 11-6 11-13Z" />,
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width="1.7"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {paths[name]}
    </svg>
  );
}
