/**
 * What files a system has, as a list that is sorted and read as a stream: of any length, in little memory. Two of them are
 * compared to find what has to be sent again.
 */
@NullMarked
package org.domzero.p2v.manifest;

import org.jspecify.annotations.NullMarked;
