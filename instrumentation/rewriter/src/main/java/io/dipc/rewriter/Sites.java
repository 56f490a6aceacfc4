package io.dipc.rewriter;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The sites of all rewritten classes, by the number that the rewritten code carries. Thread-safe; {@link #get} takes no
 * lock.
 */
final class Sites {
    private final Map<Site, Integer> numbers = new HashMap<>();
    private volatile Site[] sites = new Site[16];

    synchronized int numberOf(Site site) {
        Integer known = numbers.get(site);
        if (known != null) {
            return known;
        }
        int number = numbers.size();
        Site[] grown = number < sites.length ? sites : Arrays.copyOf(sites, 2 * number);
        grown[number] = site;
        // The volatile write publishes the element too.
        sites = grown;
        numbers.put(site, number);
        return number;
    }

    Site get(int number) {
        return sites[number];
    }
}
