// Checks a log with nothing of khochung in it: Go's own packages for transparency logs, as Debian ships them.
//
//	logcheck log <address> <key> [<earlier checkpoint>]   the whole log: note, tiles, entries, inclusion, consistency
//	logcheck proof <file> <key> <entry>                   a .tlog-proof of one entry, from files alone
//	logcheck sizes <address>                              every leaf of the trees named in <address>/proofs, whose leaves are
//	                                                      the decimal numbers from 0 on
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8
const width = 1 << height

func main() {
	// Tiles in a folder are read as those of a static server are.
	http.DefaultTransport.(*http.Transport).RegisterProtocol("file", http.NewFileTransport(http.Dir("/")))
	if err := run(os.Args[1:]); err != nil {
		fmt.Println("REFUSED", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) >= 3 && args[0] == "log":
		return checkLog(args[1], args[2], args[3:])
	case len(args) == 4 && args[0] == "proof":
		return checkProof(args[1], args[2], args[3])
	case len(args) == 2 && args[0] == "sizes":
		return checkSizes(args[1])
	}
	return errors.New("usage: logcheck log <address> <key> [<checkpoint>] | proof <file> <key> <entry> | sizes <address>")
}

// openCheckpoint checks the signature of the log and gives the tree it vouches for. Cosignatures of others are passed over.
func openCheckpoint(text []byte, key string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("not three lines of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] {
		return tlog.Tree{}, fmt.Errorf("size %q", lines[1])
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, fmt.Errorf("root %q", lines[2])
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

// tiles reads hashes where C2SP tlog-tiles has them: as Go's checksum database does, without the height in the path.
// What was read is kept: the proofs of neighbours share their tiles.
type tiles struct {
	address string
	kept    map[string][]byte
}

func (t tiles) Height() int { return height }

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(wanted))
	for i, tile := range wanted {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		got, isKept := t.kept[path]
		if !isKept {
			var err error
			if got, err = get(t.address + "/" + path); err != nil {
				return nil, err
			}
			t.kept[path] = got
		}
		if len(got) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("tile %s has %d bytes", tile.Path(), len(got))
		}
		data[i] = got
	}
	return data, nil
}

// Entries are for those who may read the journal: KHO_TOKEN says who asks.
func get(address string) ([]byte, error) {
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	if token := os.Getenv("KHO_TOKEN"); token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %d", address, answer.StatusCode)
	}
	return io.ReadAll(answer.Body)
}

func checkLog(address, key string, earlier []string) error {
	text, err := get(address + "/checkpoint")
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(text, key)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, tiles{address, map[string][]byte{}})
	if root, err := tlog.TreeHash(tree.N, hashes); err != nil || root != tree.Hash {
		return fmt.Errorf("the root over the tiles is not that of the checkpoint (%v)", err)
	}
	if err := checkEntries(address, tree, hashes); err != nil {
		return err
	}
	for _, name := range earlier {
		if err := checkGrowth(name, key, tree, hashes); err != nil {
			return err
		}
	}
	fmt.Println("OK", tree.N)
	return nil
}

// checkEntries holds every entry against its hash, and proves that the tree includes it.
func checkEntries(address string, tree tlog.Tree, hashes tlog.HashReader) error {
	for from := int64(0); from < tree.N; from += width {
		entries, err := readBundle(address, from/width, min(width, tree.N-from))
		if err != nil {
			return err
		}
		for place, entry := range entries {
			index := from + int64(place)
			proof, err := tlog.ProveRecord(tree.N, index, hashes)
			if err != nil {
				return err
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
				return fmt.Errorf("entry %d: %w", index, err)
			}
		}
	}
	return nil
}

func readBundle(address string, number, count int64) ([][]byte, error) {
	path := strings.Replace(tlog.Tile{H: height, L: 0, N: number, W: int(count)}.Path(), "tile/8/0/", "tile/entries/", 1)
	data, err := get(address + "/" + path)
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("%s is cut off", path)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries, data = append(entries, data[2:end]), data[end:]
	}
	if int64(len(entries)) != count {
		return nil, fmt.Errorf("%s has %d entries", path, len(entries))
	}
	return entries, nil
}

// checkGrowth proves that an earlier checkpoint of the same log is a beginning of the tree.
func checkGrowth(name, key string, tree tlog.Tree, hashes tlog.HashReader) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	old, err := openCheckpoint(text, key)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, old.N, hashes)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
		return fmt.Errorf("the log of %d entries is no beginning of this one: %w", old.N, err)
	}
	return nil
}

// checkProof checks a proof file (c2sp.org/tlog-proof@v1) of the entry in another file.
func checkProof(name, key, entryName string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	entry, err := os.ReadFile(entryName)
	if err != nil {
		return err
	}
	head, checkpoint, isSplit := bytes.Cut(text, []byte("\n\n"))
	if !isSplit {
		return errors.New("no checkpoint under an empty line")
	}
	tree, err := openCheckpoint(checkpoint, key)
	if err != nil {
		return err
	}
	index, proof, err := parseProof(strings.Split(string(head), "\n"))
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return err
	}
	fmt.Println("OK", index)
	return nil
}

func parseProof(lines []string) (int64, tlog.RecordProof, error) {
	if lines[0] != "c2sp.org/tlog-proof@v1" {
		return 0, nil, fmt.Errorf("header %q", lines[0])
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return 0, nil, errors.New("no index")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return 0, nil, err
	}
	var proof tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(hash) != tlog.HashSize {
			return 0, nil, fmt.Errorf("hash %q", line)
		}
		proof = append(proof, *(*tlog.Hash)(hash))
	}
	return index, proof, nil
}

// checkSizes proves every leaf of trees of many sizes, from the tiles at an address. Each line of its file `proofs` has a size,
// the root and the SHA-256 over all paths of its leaves: Go's own proofs must be the same.
func checkSizes(address string) error {
	lines, err := get(address + "/proofs")
	if err != nil {
		return err
	}
	tiles := tiles{address, map[string][]byte{}}
	checked := int64(0)
	for _, line := range strings.Split(string(lines), "\n") {
		var size int64
		var root, digest []byte
		if _, err := fmt.Sscanf(line, "%d %x %x", &size, &root, &digest); err != nil || len(root) != tlog.HashSize {
			return fmt.Errorf("line %q (%v)", line, err)
		}
		tree := tlog.Tree{N: size, Hash: *(*tlog.Hash)(root)}
		if err := checkEveryLeaf(tree, tlog.TileHashReader(tree, tiles), digest); err != nil {
			return fmt.Errorf("size %d: %w", size, err)
		}
		checked += size
	}
	fmt.Println("OK", checked)
	return nil
}

// checkEveryLeaf reads all hashes of a tree at once, held against its root by Go's reader of tiles, and proves every leaf.
func checkEveryLeaf(tree tlog.Tree, authentic tlog.HashReader, digest []byte) error {
	indexes := make([]int64, tlog.StoredHashCount(tree.N))
	for at := range indexes {
		indexes[at] = int64(at)
	}
	stored, err := authentic.ReadHashes(indexes)
	if err != nil {
		return err
	}
	hashes := tlog.HashReaderFunc(func(wanted []int64) ([]tlog.Hash, error) {
		got := make([]tlog.Hash, len(wanted))
		for at, index := range wanted {
			got[at] = stored[index]
		}
		return got, nil
	})
	paths := sha256.New()
	for index := int64(0); index < tree.N; index++ {
		proof, err := tlog.ProveRecord(tree.N, index, hashes)
		if err != nil {
			return err
		}
		leaf := tlog.RecordHash([]byte(strconv.FormatInt(index, 10)))
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf); err != nil {
			return fmt.Errorf("leaf %d: %w", index, err)
		}
		for _, hash := range proof {
			paths.Write(hash[:])
		}
	}
	if !bytes.Equal(paths.Sum(nil), digest) {
		return errors.New("the proofs are others than those of khochung")
	}
	return nil
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
