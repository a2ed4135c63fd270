package org.domzero.p2v.job;

import java.util.List;
import java.util.stream.Stream;
import org.domzero.guests.storage.RemoveVolume;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.Volume;
import org.domzero.guests.storage.Volumes;
import org.domzero.guests.vm.NewGuest;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.plan.PlanRunner;

/** The disks of a clone: that with the root first. */
final class CloneDisks {
    private CloneDisks() {}

    static List<NewGuest.NewDisk> of(CloneRecord record) {
        Stream<CloneRecord.Disk> swap = record.swap().map(CloneRecord.Swap::disk).stream();
        return Stream.concat(Stream.of(record.root()), record.template() ? Stream.empty() : swap)
                .map(disk -> new NewGuest.NewDisk(disk.uuid(), disk.size()))
                .toList();
    }

    /** Removes those that are there. */
    static void remove(CloneRecord record, Effects effects) {
        if (record.directory().isPresent()) {
            DirectoryTemplate.remove(record.directory().get(), record.name(), effects);
            return;
        }
        Repositories repositories = Repositories.read(effects);
        Volumes there = Volumes.read(repositories, effects);
        Repository repository = repositories.named(record.repository().toString());
        List<Action> remove = of(record).stream()
                .map(disk -> Volume.in(repository, disk.uuid(), disk.size()).path())
                .flatMap(path -> there.at(path).stream())
                .map(volume -> (Action) new RemoveVolume(volume))
                .toList();
        if (!remove.isEmpty()) {
            Phase removal = new Phase("remove the disks", remove);
            PlanRunner.run(new Plan("remove the disks of " + record.name(), List.of(removal)), effects);
        }
    }
}
